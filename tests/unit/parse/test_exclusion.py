"""`{{bots}}` and `{{nobots}}` mean to the bot what they mean to Pywikibot."""

import pytest

from bot.parse.exclusion import liquid, may_edit, settled, swallows

ACCOUNT = "Lägesbot"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Om robots och bots i allmänhet",
        "{{Projektdata|id=1}} bots",
        "{{bots}}",
        "{{Bots|allow=all}}",
        "{{bots|allow=Lägesbot}}",
        "{{bots| allow = Annan , Lägesbot }}",
        "{{bots|deny=Annan}}",
        "{{bots|deny=}}",
        "{{bots|deny}}",
        "{{bots|all}}",
        "{{bots|optout=all}}",
        "{{bots|allowscript=lagesbot}}",
        "{{bots|denyscript=annat}}",
        "{{bots|allow=Lägesbot|deny=all}}",
        "{{bots|2=deny=all}}",
        "{{nobots|Annan}}",
        "{{nobots|}}",
        "<nowiki>{{nobots}}</nowiki>",
        "<pre>{{nobots}}</pre>",
        "<!-- {{nobots}} -->",
        "<includeonly>{{nobots}}</includeonly>",
        "<includeonly x>{{nobots}}</includeonly >",
        "{{noBots}}",
        "{{nobotsx}}",
    ],
)
def test_leaves_the_bot_alone(text: str) -> None:
    """A page without such a call, or with one that is about others, may be edited."""
    assert may_edit(text, ACCOUNT)


@pytest.mark.parametrize(
    "text",
    [
        "{{nobots}}",
        "{{Nobots}}",
        "{{ nobots }}",
        "{{Mall:Nobots}}",
        "{{template: nobots}}",
        "{{nobots|all}}",
        "{{nobots|Annan, Lägesbot}}",
        "{{nobots|lagesbot}}",
        "{{nobots|deny=Annan}}",
        "{{bots|deny=all}}",
        "{{bots|1=deny=all}}",
        "{{Bots|deny=Annan,Lägesbot}}",
        "{{bots|deny=<!-- så -->Lägesbot}}",
        "{{bots|allow=none}}",
        "{{bots|allow=Annan}}",
        "{{bots|allow=Annan|deny=x}}",
        "{{bots|allowscript=annat}}",
        "{{bots|denyscript=lagesbot}}",
        "{{bots|allow=all}} {{Mall|x={{nobots}}}}",
        "<includeonly />{{nobots}}",
    ],
)
def test_turns_the_bot_away(text: str) -> None:
    """A call that names the bot, its program or everybody is obeyed, wherever on the page it stands."""
    assert not may_edit(text, ACCOUNT)


@pytest.mark.parametrize("broken", ["{{a|bots", "<b bots ", "{|bots\n", "[[bots|", "{{bots "])
def test_broken_page_is_read_in_linear_work(broken: str) -> None:
    """However often markup is opened and never closed, it asks nothing, and only whole calls are parsed."""
    assert may_edit(broken * 20_000, "Lägesbot")
    assert not may_edit(broken * 20_000 + "\n{{nobots}}", "Lägesbot")


def test_request_inside_another_template_counts() -> None:
    """A request that stands in another template's parameter is a request."""
    assert not may_edit("{{Ruta|innehåll={{nobots}}}}", "Lägesbot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{#useliquidthreads:1}}", True),
        ("Hej!\n{{ #UseLiquidThreads : }}", True),
        ("{{#useliquidthreads:0}}", False),
        ("<nowiki>{{#useliquidthreads:1}}</nowiki>", False),
        ("<!-- {{#useliquidthreads:1}} -->", False),
        ("Om #useliquidthreads: här", False),
        ("", False),
    ],
)
def test_liquid_threads(text: str, *, expected: bool) -> None:
    """A talk page is one of LiquidThreads where it says so itself, and not where it turns them off or talks of them."""
    assert liquid(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Hej <!-- då",
        "<!-- a --> Hej <!--",
        "Hej <includeonly>",
        "Hej <includeonly>\n== A ==\nDå!\n",
        "<includeonly>a</includeonly> <IncludeOnly>b",
        "Hej <includeonly >",
        "a\n=<includeonly>",
        "a\n=<!-- b",
        "Hej <includeonly x=y>a",
        "<includeonly>a <!-- </includeonly> -->",
        "Hej <nowiki>då <includeonly>a</nowiki><includeonly>",
    ],
)
def test_text_that_swallows_what_follows(text: str) -> None:
    """Where a comment or an `<includeonly>` is not closed, nobody would see what is put at the end."""
    assert swallows(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej!",
        "Hej <!-- då -->",
        "<includeonly>a</includeonly>",
        "<includeonly>a</includeonly> Hej <includeonly>b</INCLUDEONLY>",
        "<nowiki><includeonly></nowiki>",
        "<!-- <includeonly> -->",
        "<nowiki><!--</nowiki>",
        "</includeonly> -->",
        "<includeonly/>",
        "<includeonly />",
        "<includeonly\nx>a</includeonly >",
        "<includeonlyx>",
        "<noinclude>",
    ],
)
def test_text_that_swallows_nothing(text: str) -> None:
    """Where all is closed, or shows nothing else than the page itself, what is put at the end is seen."""
    assert not swallows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hej ~~~~", False),
        ("Hej ~~~", False),
        ("{{subst:hej}}", False),
        ("{{ safesubst:hej}}", False),
        ("{{Byt:hej}}", False),
        ("<nowiki>~~~~ {{subst:hej}}</nowiki>", True),
        ("<!-- ~~~~ -->", True),
        ("Hej ~~ {{hej}}", True),
        ("", True),
    ],
)
def test_text_that_saving_changes(text: str, *, expected: bool) -> None:
    """A text is settled where the wiki would make nothing else of it when it is saved."""
    assert settled(text) is expected
