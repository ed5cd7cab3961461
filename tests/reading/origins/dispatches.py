"""Dispatches about invented events, and what outlets make of them."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from tollbook.model import Report
from tollbook.reading import report_of_text

DAY = dt.date(2026, 3, 3)

BOMB = (
    "A roadside bomb killed seven farm workers near Wadi Example on Tuesday, the governor of Sandhill district said.",
    "The blast hit a tractor that was taking labourers from Upper Kestrel to the melon fields, Governor Dara Example "
    "told reporters. Four women and a boy of 12 were among the dead, he added.",
    "Villagers carried nine wounded people to the Lindenau clinic, where doctors worked by the light of telephones "
    "because the town had been without power since Sunday.",
    "The Northern Banner, which has fought the government since 2011, denied that it had laid the mine. It accused a "
    "militia from the Orme valley of mining the road to keep traders away.",
    "Sandhill has seen a dozen such attacks this year. In January a mine killed three shepherds beside the Tarn "
    "bridge, "
    "and in February two children lost their legs on the path to the Kestrel school.",
    "The governor said that engineers of the Ninth Brigade would clear the road before the harvest market on Friday.",
)
RAID = (
    "Gunmen on motorcycles shot dead eleven miners at the Corvane gold pit before dawn on Monday, a union leader said.",
    "The attackers came from the Hartlake forest and asked for the foreman by name, said Milo Example of the "
    "Pitworkers' "
    "Union. They burned two lorries and took the week's wages with them.",
    "Soldiers from the base at Port Merrow arrived three hours later and found the camp empty. A helicopter circled "
    "over "
    "the Silverrun river until noon but did not find the gang.",
    "The Corvane pit was closed in 2019 after a landslide and reopened last summer under a licence from the province.",
)
MARKET = (
    "Shells struck the vegetable market of Greywater on Wednesday, killing at least 14 people, the Red Lantern aid "
    "group "
    "said.",
    "The group's ambulances took 31 wounded to the Saint Orla hospital, whose surgeon Ines Example said that six of "
    "them "
    "would not live through the night.",
    "An army spokesman in Vellmar said that its guns had been silent all day, and blamed the Coast Column for firing "
    "from the brickworks at Dunholt.",
    "Greywater has been cut off since the bridge at Saltmere was blown up in November.",
)
OWN = (
    "Our reporter in Fennick reached two families by telephone on Wednesday evening. They were waiting for news of "
    "sons who had left for the coast a week before the rains.",
    "The bakery on Cooper Street stayed shut, and its owner, Tilda Example, had put a candle in the window. She said "
    "that "
    "nobody had told her anything, and that she had stopped asking the town hall.",
    "Fennick sends some forty men to the fields of the neighbouring province every spring, by the count of the parish.",
    "The mayor of Fennick called a meeting for Thursday at the school, and asked shops to close for an hour at noon.",
)
SPEECH = (
    "We will find those who planned this, and we will bring them before the court of this province, whoever their "
    "fathers are",
    "There will be no talks with men who hide behind children, and there will be no pardon for those who paid them",
    "I have asked the council to open the granaries of Marrowby to every family that lost its bread",
)


def report(
    *paragraphs: str,
    name: str,
    outlet: str | None = None,
    title: str | None = None,
    day: dt.date | None = DAY,
    url: str | None = None,
) -> Report:
    """A report of these paragraphs, with its title on top where it has one. Its id is `name`."""
    text = "\n\n".join([*([title] if title else []), *paragraphs])
    made = report_of_text(text, outlet=outlet or f"The {name.title()} Post", title=title, published=day, url=url)
    return replace(made, id=name)


def dated(days: int) -> dt.date:
    """So many days after the first."""
    return DAY + dt.timedelta(days=days)


def swapped(paragraphs: tuple[str, ...], *changes: tuple[str, str]) -> tuple[str, ...]:
    """The paragraphs with each of the changes made; each must apply."""
    text = "\n\n".join(paragraphs)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return tuple(text.split("\n\n"))


def bulletin(place: str, men: str, leader: str, guns: int) -> tuple[str, ...]:
    """A police bulletin, filled in: the same office writes one every day."""
    return (
        f"Officers of the provincial police arrested {men} suspects in the {place} quarter, the bulletin of the day "
        "said.",
        "The officers surrounded the building before first light and asked all residents to leave it peacefully. The "
        "search lasted for several hours, and no shots were fired in its course.",
        f"The main suspect, {leader}, was handed over to the prosecutor together with {guns} rifles.",
        "Women and children were kept in a neighbouring yard and were let go when the search was over. The police ask "
        "residents to report all suspicious persons to the nearest station.",
    )
