"""How workers share the tests: what is set up once for several of them is not to be set up once a worker."""

from xdist.scheduler import LoadScopeScheduling

BROWSER = ("tests/browser/", "tests/docs/test_site.py")
"""What shows pages, and what looks at the same site of the docs: one browser, and one building of that site."""

BY_MODULE = "tests/contract/"
"""Their modules have wikis in common, on which much has been done before."""

ALONE = "tests/contract/test_simulated_year.py"
"""The longest tests of all, with nothing in common."""


class Together(LoadScopeScheduling):  # type: ignore[misc] # untyped
    """Hands out the tests in pieces that belong together, those with the most tests first, and single ones last."""

    def _split_scope(self, nodeid: str) -> str:
        """What a test belongs to."""
        return piece(nodeid)


def piece(nodeid: str) -> str:
    """What a test belongs to: a name that is the same for all tests that are to run in one worker."""
    if nodeid.startswith(BROWSER):
        return "browser"
    module, _, _ = nodeid.partition("::")
    return module if module.startswith(BY_MODULE) and module != ALONE else nodeid
