"""Bodies: their full names, the bodies of the register that mentions are linked to, and mentions compared.

>>> from vnjudnlp.agencies import compare, link
>>> compare("Tổng cục THADS", "Cục Quản lý THADS")
'predecessor'
>>> link("TANDTC").name
'Tòa án nhân dân tối cao'
"""

from vnjudnlp.agencies.comparison import Answer
from vnjudnlp.agencies.linking import LinkedBody
from vnjudnlp.agencies.mentions import compare, link
from vnjudnlp.agencies.stage import name_agencies

__all__ = ["Answer", "LinkedBody", "compare", "link", "name_agencies"]
