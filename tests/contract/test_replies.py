"""Where the bot sees a place for a reply there is one: MediaWiki shows the reply there, as the wikitext that it is."""

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.parse.structure import Source
from bot.parse.threads import read_threads, with_reply
from tests.property.test_threads import talk_pages
from tests.support.mediawiki import MediaWiki

pytestmark = pytest.mark.mediawiki

TALK = "Användardiskussion:Axel (WMSE)"
REPLY = ":Påminner igen. <!-- Lägesbot:punkt aaaaaaaaaaaaaaaa steg 2 körning r1 -->[[Användare:Axel (WMSE)|Hej då!]]"
SHOWN = re.compile(r"<dl>(?:<[^<>]*>)*<dd>(?:<[^<>]*>)*Påminner igen\. <a [^<>]*>Hej då!</a>")
"""The reply as an indented line with its link, whatever people have left open for it to be bold or struck out."""

ON_A_WIKI = settings(
    max_examples=80,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@settings(ON_A_WIKI)
@given(text=talk_pages)
def test_reply_is_seen(mediawiki: MediaWiki, text: str) -> None:
    """Whatever people have written on a talk page, a reply that is put into a thread is seen, and its mark is not."""
    source = Source(TALK, text)
    for thread in read_threads(source):
        after = with_reply(source, thread, REPLY)
        if after is not None:
            html = mediawiki.render(after, title=TALK)
            assert SHOWN.search(html), html
            assert "aaaaaaaaaaaaaaaa" not in html
