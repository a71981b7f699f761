"""Data of vnjudnlp; read through :mod:`vnjudnlp.resources`."""
