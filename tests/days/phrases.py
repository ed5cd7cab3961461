"""Phrases of news with what a careful reader takes them for, written for these tests.

A line holds the words in a sentence, the day of publication, the days, the precision, and where it matters what was
told before ("told 2026-01-28") or the country of the outlet ("in US"). `-` is unknown: no day can be told. Where a
sentence names more than one day, the first counts.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Told(NamedTuple):
    """A phrase and what it means."""

    text: str
    published: dt.date
    days: str
    precision: str
    told: str | None
    country: str | None


def table() -> list[Told]:
    """Every line of the table."""
    return [_line(line) for line in _TABLE.strip().split("\n") if line.strip() and not line.startswith("#")]


def _line(line: str) -> Told:
    text, published, days, *rest = (cell.strip() for cell in line.split("|"))
    extra = rest[1:]
    told = next((cell.removeprefix("told ") for cell in extra if cell.startswith("told ")), None)
    country = next((cell.removeprefix("in ") for cell in extra if cell.startswith("in ")), None)
    return Told(text, dt.date.fromisoformat(published), days, rest[0] if rest else "", told, country)


# Published on Sunday, 1 February 2026, where nothing else is said.
_TABLE = """
# days of the week
A bomb went off on Tuesday. | 2026-02-01 | 2026-01-27 | day
Three men were shot on Sunday. | 2026-02-01 | 2026-02-01 | day
Two guards died Saturday. | 2026-02-01 | 2026-01-31 | day
The convoy was hit last Monday. | 2026-02-01 | 2026-01-26 | day
The convoy was hit last Saturday. | 2026-02-01 | 2026-01-24 | day
The depot burned this past Thursday. | 2026-02-01 | 2026-01-29 | day
The depot burned late on Tuesday. | 2026-02-01 | 2026-01-27 | hour
The village was shelled early Wednesday. | 2026-02-01 | 2026-01-28 | hour
The village was shelled on Friday night. | 2026-02-01 | 2026-01-30 | hour
Gunmen came on Thursday evening. | 2026-02-01 | 2026-01-29 | hour
Gunmen came at dawn on Thursday. | 2026-02-01 | 2026-01-29 | hour
A mortar fell shortly before midnight on Monday. | 2026-02-01 | 2026-01-26 | hour
Shells fell at around 3am on Saturday. | 2026-02-01 | 2026-01-31 | hour
Shells fell at 14:30 on Friday. | 2026-02-01 | 2026-01-30 | hour
Saturday's blast killed four. | 2026-02-01 | 2026-01-31 | day
The wednesdays raid left nine dead. | 2026-02-01 | 2026-01-28 | day
Police were attacked on Friday last week. | 2026-02-01 | 2026-01-23 | day
Police were attacked on Tuesday of last week. | 2026-02-04 | 2026-01-27 | day
The strike came last week on Thursday. | 2026-02-04 | 2026-01-29 | day
The strike came on Monday this week. | 2026-02-05 | 2026-02-02 | day
The trial opens next Friday. | 2026-02-01 | -
Talks resume this coming Wednesday. | 2026-02-01 | -
They were killed on Monday. | 2026-02-02 | 2026-02-02 | day
They were killed on Monday. | 2026-02-03 | 2026-02-02 | day
The raid was on a Monday morning, on Monday. | 2026-02-08 | 2026-02-02 | hour
# several days
Clashes on Friday and Saturday killed 20. | 2026-02-01 | 2026-01-30/2026-01-31 | range
Clashes on Friday, Saturday and Sunday killed 20. | 2026-02-01 | 2026-01-30/2026-02-01 | range
It was shelled from Monday to Wednesday. | 2026-02-01 | 2026-01-26/2026-01-28 | range
It was shelled between Tuesday and Thursday. | 2026-02-01 | 2026-01-27/2026-01-29 | range
The bridge was hit on Monday or Tuesday. | 2026-02-01 | 2026-01-26/2026-01-27 | range
Fighting raged from Friday night into Saturday. | 2026-02-01 | 2026-01-30/2026-01-31 | range
Fighting raged Thursday through Saturday. | 2026-02-01 | 2026-01-29/2026-01-31 | range
Fighting raged Thursday-Saturday. | 2026-02-01 | 2026-01-29/2026-01-31 | range
Raids on Saturday night and Sunday morning left six dead. | 2026-02-01 | 2026-01-31/2026-02-01 | range
It was bombed from Monday until Thursday. | 2026-02-01 | 2026-01-26/2026-01-29 | range
They died yesterday and today. | 2026-02-01 | 2026-01-31/2026-02-01 | range
The army struck between 25 and 27 January. | 2026-02-01 | 2026-01-25/2026-01-27 | range
The army struck from January 25 to 27. | 2026-02-01 | 2026-01-25/2026-01-27 | range
The army struck on 25-27 January 2025. | 2026-02-01 | 2025-01-25/2025-01-27 | range
The army struck between 30 December and 2 January. | 2026-02-01 | 2025-12-30/2026-01-02 | range
The army struck between April 26 and May 4. | 2026-02-01 | 2025-04-26/2025-05-04 | range
The army struck from May 3 to June 5, 2017. | 2026-02-01 | 2017-05-03/2017-06-05 | range
The siege ran from March to June 2016. | 2026-02-01 | 2016-03-01/2016-06-30 | range
The siege ran from 2012 to 2016. | 2026-02-01 | 2012-01-01/2016-12-31 | range
Raids in late June and early July killed ten. | 2026-02-01 | 2025-06-21/2025-07-10 | range
Fighting on Friday and Saturday, 30 and 31 January, killed 31. | 2026-02-01 | 2026-01-30/2026-01-31 | range
# near days and nights
The town was shelled overnight. | 2026-02-01 | 2026-01-31/2026-02-01 | range
The town was shelled overnight Friday. | 2026-02-01 | 2026-01-30/2026-01-31 | range
The town was shelled overnight on Thursday. | 2026-02-01 | 2026-01-29/2026-01-30 | range
He was shot today. | 2026-02-01 | 2026-02-01 | day
He was shot earlier today. | 2026-02-01 | 2026-02-01 | day
He was shot yesterday. | 2026-02-01 | 2026-01-31 | day
He was shot yesterday evening. | 2026-02-01 | 2026-01-31 | hour
He was shot the day before yesterday. | 2026-02-01 | 2026-01-30 | day
He was shot last night. | 2026-02-01 | 2026-01-31 | hour
He was shot the night before last. | 2026-02-01 | 2026-01-30 | hour
He was shot this morning. | 2026-02-01 | 2026-02-01 | hour
He was shot this afternoon. | 2026-02-01 | 2026-02-01 | hour
They met in the early hours of 30 January. | 2026-02-01 | 2026-01-30 | hour
The blast came in the early hours of Saturday. | 2026-02-01 | 2026-01-31 | hour
Five died over the weekend. | 2026-02-01 | 2026-01-31/2026-02-01 | range
Five died over the weekend. | 2026-02-03 | 2026-01-31/2026-02-01 | range
Five died at the weekend. | 2026-02-06 | 2026-01-31/2026-02-01 | range
Five died last weekend. | 2026-02-03 | 2026-01-31/2026-02-01 | range
Five died last weekend. | 2026-02-01 | 2026-01-24/2026-01-25 | range
Five died this weekend. | 2026-02-01 | 2026-01-31/2026-02-01 | range
Two died three days ago. | 2026-02-01 | 2026-01-29 | day
Two died a week ago. | 2026-02-01 | 2026-01-19/2026-01-25 | week
Two died 48 hours ago. | 2026-02-01 | 2026-01-30 | day
Two died some hours ago. | 2026-02-01 | -
Two died several days ago. | 2026-02-01 | -
# weeks, months, years
He was taken last week. | 2026-02-01 | 2026-01-19/2026-01-25 | week
He was taken this week. | 2026-02-05 | 2026-02-02/2026-02-05 | week
He was taken earlier in the week. | 2026-02-05 | 2026-02-02/2026-02-05 | week
He was taken two weeks ago. | 2026-02-01 | 2026-01-12/2026-01-18 | week
He was taken last month. | 2026-02-01 | 2026-01-01/2026-01-31 | month
He was taken earlier this month. | 2026-02-14 | 2026-02-01/2026-02-14 | month
He was taken this month. | 2026-02-14 | 2026-02-01/2026-02-14 | month
He was taken three months ago. | 2026-02-01 | 2025-11-01/2025-11-30 | month
He was taken late last month. | 2026-02-01 | 2026-01-21/2026-01-31 | range
He was taken in January. | 2026-02-01 | 2026-01-01/2026-01-31 | month
He was taken in May. | 2026-02-01 | 2025-05-01/2025-05-31 | month
He was taken last May. | 2026-02-01 | 2025-05-01/2025-05-31 | month
He was taken in mid-August. | 2026-02-01 | 2025-08-10/2025-08-20 | range
He was taken in early March 2024. | 2026-02-01 | 2024-03-01/2024-03-10 | range
He was taken in March 2011. | 2026-02-01 | 2011-03-01/2011-03-31 | month
He was taken in Sept. 2014. | 2026-02-01 | 2014-09-01/2014-09-30 | month
He was taken in January of last year. | 2026-02-01 | 2025-01-01/2025-01-31 | month
He was taken in November last year. | 2026-02-01 | 2025-11-01/2025-11-30 | month
He was taken at the end of July. | 2026-02-01 | 2025-07-21/2025-07-31 | range
He was taken in the first half of 2020. | 2026-02-01 | 2020-01-01/2020-06-30 | range
He was taken in the second half of 2020. | 2026-02-01 | 2020-07-01/2020-12-31 | range
He was taken in the first quarter of 2019. | 2026-02-01 | 2019-01-01/2019-03-31 | range
He was taken last year. | 2026-02-01 | 2025-01-01/2025-12-31 | year
He was taken earlier this year. | 2026-02-14 | 2026-01-01/2026-02-14 | year
He was taken two years ago. | 2026-02-01 | 2024-01-01/2024-12-31 | year
The siege began in 2014. | 2026-02-01 | 2014-01-01/2014-12-31 | year
The 2014 attack killed 130. | 2026-02-01 | 2014-01-01/2014-12-31 | year
The killings of 1982 were never tried. | 2026-02-01 | 1982-01-01/1982-12-31 | year
He was jailed in the 1990s. | 2026-02-01 | 1990-01-01/1999-12-31 | range
He was jailed in early 2015. | 2026-02-01 | 2015-01-01/2015-03-31 | range
He was jailed in mid-2015. | 2026-02-01 | 2015-06-01/2015-08-31 | range
He was jailed in late 2015. | 2026-02-01 | 2015-09-01/2015-12-31 | range
The town fell in the summer of 2013. | 2026-02-01 | 2013-06-01/2013-08-31 | range
The town fell in spring 2013. | 2026-02-01 | 2013-03-01/2013-05-31 | range
The town fell last summer. | 2026-02-01 | 2025-06-01/2025-08-31 | range
The town fell in autumn 2019. | 2026-02-01 | 2019-09-01/2019-11-30 | range
The town fell in the winter of 2012. | 2026-02-01 | 2012-12-01/2013-02-28 | range
# stretches that end with the report
Shelling has killed 14 in the past 24 hours. | 2026-02-01 | 2026-01-31/2026-02-01 | range
Shelling has killed 14 in the last 48 hours. | 2026-02-01 | 2026-01-30/2026-02-01 | range
Shelling has killed 14 in the past two days. | 2026-02-01 | 2026-01-31/2026-02-01 | range
Shelling has killed 14 in the past three days. | 2026-02-01 | 2026-01-30/2026-02-01 | range
Shelling has killed 14 in the past week. | 2026-02-01 | 2026-01-25/2026-02-01 | range
Shelling has killed 14 in the past month. | 2026-02-01 | 2026-01-01/2026-02-01 | range
Shelling has killed 14 in the last six months. | 2026-02-01 | 2025-08-01/2026-02-01 | range
Shelling has killed 14 in the past decade. | 2026-02-01 | 2016-02-01/2026-02-01 | range
Shelling has killed 14 since Sunday. | 2026-02-03 | 2026-02-01/2026-02-03 | range
Shelling has killed 14 since Wednesday. | 2026-02-01 | 2026-01-28/2026-02-01 | range
Shelling has killed 14 since 20 January. | 2026-02-01 | 2026-01-20/2026-02-01 | range
Shelling has killed 14 since mid-December. | 2026-02-01 | 2025-12-15/2026-02-01 | range
Shelling has killed 14 since 2011. | 2026-02-01 | 2011-01-01/2026-02-01 | range
Shelling has killed 14 since the war began in March 2011. | 2026-02-01 | 2011-03-01/2026-02-01 | range
Shelling has killed 14 since last Tuesday. | 2026-02-01 | 2026-01-27/2026-02-01 | range
Shelling has killed 14 since yesterday. | 2026-02-01 | 2026-01-31/2026-02-01 | range
Ten have died since the start of 2026. | 2026-02-01 | 2026-01-01/2026-02-01 | range
Ten have died since the truce ended two weeks ago. | 2026-02-01 | 2026-01-18/2026-02-01 | range
Ten died in recent days. | 2026-02-01 | -
# dates
The raid was on 30 January. | 2026-02-01 | 2026-01-30 | day
The raid was on January 30. | 2026-02-01 | 2026-01-30 | day
The raid was on the 30th of January. | 2026-02-01 | 2026-01-30 | day
The raid was on Jan. 30. | 2026-02-01 | 2026-01-30 | day
The raid was on December 3. | 2026-02-01 | 2025-12-03 | day
The raid was on 3 May 2017. | 2026-02-01 | 2017-05-03 | day
The raid was on May 3, 2017. | 2026-02-01 | 2017-05-03 | day
The raid was on Wednesday, May 3, 2017. | 2026-02-01 | 2017-05-03 | day
The raid was on Sunday 15 February 2015. | 2026-02-01 | 2015-02-15 | day
The raid was on 3 May last year. | 2026-02-01 | 2025-05-03 | day
The raid was in 2016, May 13, in the south. | 2026-02-01 | 2016-05-13 | day
The raid was on the 27th. | 2026-02-01 | 2026-01-27 | day
The raid was on the 14th of last month. | 2026-02-01 | 2026-01-14 | day
The raid was on 2013/09/27. | 2026-02-01 | 2013-09-27 | day
The raid was on 2013-09-27. | 2026-02-01 | 2013-09-27 | day
The raid was on 27-09-2013. | 2026-02-01 | 2013-09-27 | day
The raid was on 28.05.2017. | 2026-02-01 | 2017-05-28 | day
The raid was on 27/09/13. | 2026-02-01 | 2013-09-27 | day
The raid was on 5.3.2017. | 2026-02-01 | 2017-03-05 | day
The raid was on 03/05/2017. | 2026-02-01 | -
The raid was on 03/05/2017. | 2017-05-04 | 2017-05-03 | day
The raid was on 03/05/2017. | 2017-03-07 | 2017-03-05 | day
The raid was on 03/05/2017. | 2026-02-01 | 2017-05-03 | day | in PK
The raid was on 03/05/2017. | 2026-02-01 | 2017-03-05 | day | in US
The raid was on 10/08/2018. | 2026-02-01 | 2018-08-10 | day | in GB
The raid was on 10/08/2018. | 2026-02-01 | 2018-10-08 | day | in PH
The raid was on 30 February 2020. | 2026-02-01 | -
He is due in court on February 20. | 2026-02-01 | -
The attack of 11 September 2001 killed thousands. | 2026-02-01 | 2001-09-11 | day
# what hangs on the event that was told before
Two more died two days earlier. | 2026-02-01 | 2026-01-26 | day | told 2026-01-28
Two more died a day earlier. | 2026-02-01 | 2026-01-27 | day | told 2026-01-28
Two more died the day before. | 2026-02-01 | 2026-01-27 | day | told 2026-01-28
Two more died the previous day. | 2026-02-01 | 2026-01-27 | day | told 2026-01-28
Two more died the night before. | 2026-02-01 | 2026-01-27 | hour | told 2026-01-28
Two more died on the same day. | 2026-02-01 | 2026-01-28 | day | told 2026-01-28
Two more died that day. | 2026-02-01 | 2026-01-28 | day | told 2026-01-28
Forty were killed on that day alone. | 2026-02-01 | 2026-01-28 | day | told 2026-01-28
Two more died that night. | 2026-02-01 | 2026-01-28 | hour | told 2026-01-28
Two more died earlier in the day. | 2026-02-01 | 2026-01-28 | day | told 2026-01-28
Two more died the following day. | 2026-02-01 | 2026-01-29 | day | told 2026-01-28
Two more died the next day. | 2026-02-01 | 2026-01-29 | day | told 2026-01-28
Two more died the next morning. | 2026-02-01 | 2026-01-29 | hour | told 2026-01-28
Two more died the day after. | 2026-02-01 | 2026-01-29 | day | told 2026-01-28
Two more died two days later. | 2026-02-01 | 2026-01-30 | day | told 2026-01-28
Two more died three weeks earlier. | 2026-02-01 | 2026-01-05/2026-01-11 | week | told 2026-01-28
Two more died the week before. | 2026-02-01 | 2026-01-19/2026-01-25 | week | told 2026-01-28
Two more died the previous month. | 2026-02-01 | 2025-12-01/2025-12-31 | month | told 2026-01-28
Two more died the year before. | 2026-02-01 | 2013-01-01/2013-12-31 | year | told 2014-06-10
Two more died later that year. | 2026-02-01 | 2014-01-01/2014-12-31 | year | told 2014-06-10
Two more died the following year. | 2026-02-01 | 2015-01-01/2015-12-31 | year | told 2014-06-10
Two more died later that month. | 2026-02-01 | 2014-06-01/2014-06-30 | month | told 2014-06-10
Two more died three years later. | 2026-02-01 | 2017-01-01/2017-12-31 | year | told 2014-06-10
Ninety have died since then. | 2026-02-01 | 2026-01-28/2026-02-01 | range | told 2026-01-28
It came a day after the raid. | 2026-02-01 | 2026-01-27 | day | told 2026-01-28
Two more died 24 hours earlier. | 2026-02-01 | 2026-01-27 | day | told 2026-01-28
Two more died two days earlier. | 2026-02-01 | -
Two more died on the same day. | 2026-02-01 | -
Two more died the day before. | 2026-02-01 | -
Forty were killed on that day alone. | 2026-02-01 | -
Ninety have died since then. | 2026-02-01 | -
# feasts and other calendars
The church was hit on Christmas Day. | 2026-02-01 | 2025-12-25 | day
The church was hit on Christmas Eve. | 2026-02-01 | 2025-12-24 | day
The church was hit on Christmas 2014. | 2026-02-01 | 2014-12-25 | day
The church was hit on New Year's Eve. | 2026-02-01 | 2025-12-31 | day
The church was hit on New Year's Day. | 2026-02-01 | 2026-01-01 | day
The church was hit on Easter Sunday 2019. | 2026-02-01 | 2019-04-21 | day
The church was hit on Palm Sunday 2017. | 2026-02-01 | 2017-04-09 | day
The church was hit on Good Friday. | 2026-02-01 | 2025-04-18 | day
The church was hit on Orthodox Easter 2016. | 2026-02-01 | 2016-05-01 | day
The market was hit on Eid al-Fitr. | 2024-05-01 | 2024-04-10 | day
The market was hit on the first day of Eid al-Fitr. | 2014-07-31 | 2014-07-28 | day
The market was hit on the second day of Eid al-Adha. | 2024-07-01 | 2024-06-17 | day
The market was hit during Eid al-Adha. | 2024-07-01 | 2024-06-16/2024-06-19 | range
The market was hit on Eid al-Adha 2016. | 2026-02-01 | 2016-09-11 | day
The market was hit during Ramadan. | 2024-07-01 | 2024-03-11/2024-04-09 | range
The market was hit in the holy month of Ramadan. | 2024-03-20 | 2024-03-11/2024-03-20 | range
The market was hit on the fifth day of Ramadan. | 2024-07-01 | 2024-03-15 | day
The market was hit on 15 Ramadan 1445. | 2026-02-01 | 2024-03-25 | day
The market was hit on 10 Muharram 1446 AH. | 2026-02-01 | 2024-07-16 | day
The shrine was hit on Ashura. | 2023-09-01 | 2023-07-28 | day
The shrine was hit on 15 Asad 1403. | 2026-02-01 | 2024-08-05 | day
The shrine was hit on 30 Farvardin 1403. | 2026-02-01 | 2024-04-18 | day
The shrine was hit in Mehr 1401. | 2026-02-01 | 2022-09-23/2022-10-22 | month
The shrine was hit on Nowruz. | 2026-02-01 | 2025-03-21 | day
Guards were posted ahead of Eid al-Fitr. | 2024-04-05 | -
Activist Gamal Eid was beaten. | 2024-04-15 | -
The church was hit the day after Christmas. | 2026-02-01 | 2025-12-26 | day
The church was hit a week before Christmas. | 2025-12-20 | 2025-12-18 | day
The church was hit two days before Eid al-Fitr. | 2024-05-01 | 2024-04-08 | day
The church was hit two days after 25 January. | 2026-02-01 | 2026-01-27 | day
The church was hit shortly before Christmas. | 2026-02-01 | -
# what is still to come, and what a rule half understands
The road will open on Tuesday. | 2026-02-01 | -
The truce is due to begin on Friday. | 2026-02-01 | -
Ten were shot the Friday before last. | 2026-02-01 | 2026-01-23 | day
Ten were shot half a year ago. | 2026-02-01 | -
Ten were shot since the start of the month. | 2026-02-14 | 2026-02-01/2026-02-14 | range
Ten were shot since the beginning of the year. | 2026-02-14 | 2026-01-01/2026-02-14 | range
# nothing that tells a day
They may march again. | 2026-02-01 | -
It killed 2003 people. | 2026-02-01 | -
A decade of war has emptied the town. | 2026-02-01 | -
He was 45 and had served for 18 years. | 2026-02-01 | -
Somebody fired 1500 shells. | 2026-02-01 | -
It happened recently. | 2026-02-01 | -
The sun had set when the first shell fell. | 2026-02-01 | -
The men fled in a Mercedes. | 2026-02-01 | -
"""
