"""The bot's parts of the wiki's pages, as readers see them: on a desk and a phone, in light and dark, and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.chromium import DESKTOP, PHONE, Profile, Window
from tests.support.mediawiki import MediaWiki
from tests.support.pdf import words_of
from tests.support.shown_example import FURNITURE, OVERVIEW, PROJECT, REMINDER, SKINS, TALK, show

pytestmark = pytest.mark.mediawiki

NOT_OURS = ("link-in-text-block", )
"""Rules about what the skin decides: that links in a text are told by their colour alone."""

MARK = """([first, last]) => {
  const heading = document.querySelector(first).closest('h2, .mw-heading');
  let found = 0;
  for (let one = heading; one && (one === heading || !one.matches('h2, .mw-heading2')); one = one.nextElementSibling) {
    one.classList.add(last); found += 1;
  }
  return found;
}"""
