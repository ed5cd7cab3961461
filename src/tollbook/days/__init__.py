"""Stage 4b of 7: claims with day words in, the same claims with days out."""

from tollbook.days.attach import date_claims as date_claims
from tollbook.days.telling import tell_days as tell_days
