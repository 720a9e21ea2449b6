"""What of a run is a shard's to do: the messages to its people, and the reports of the projects that these lead.

A message is its reader's, and a reader is known by the page that they are written to on, so that each page, and with it
each person, is one shard's alone. A project is its first lead's. The first shard has the managers, who are told of what
others have not done, and what nobody who is known answers for. It also writes the overviews, and so it must know
everything; the others know what concerns their people.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.knowledge import Knowledge
from bot.model import People, Project
from bot.parse.threads import threads_in
from bot.reminders.register import Register
from bot.shard import Shard
from bot.wiki.port import Page


@dataclass(frozen=True)
class Share:
    """A shard's share.

    Attributes:
        shard: The shard.
        register: The people.
    """

    shard: Shard
    register: Register = field(repr=False)

    @classmethod
    def of(cls, known: Knowledge) -> "Share":
        """The share of the shard that something is known by."""
        return cls(known.material.shard, Register.of(known))

    @cached_property
    def _managers(self) -> frozenset[str]:
        return frozenset(one.talk for one in self.register.managers())

    def has_page(self, talk: str) -> bool:
        """Whether the reader of a talk page is in the shard; "" is nobody's."""
        if self.shard.whole:
            return True
        own = talk.partition("/")[0]  # with an archive go the answers in it
        if not own or own in self._managers:
            return self.shard.first
        return self.shard.has(own)

    def has_project(self, project: Project) -> bool:
        """Whether a project's report is the shard's."""
        if self.shard.whole:
            return True
        leads = self.register.readers(project.people, project)
        return self.has_page(leads[0].talk if leads else "")

    def concerns(self, project: Project, others: Iterable[People] = ()) -> bool:
        """Whether the shard must know a project: its report is the shard's, or so is somebody that is told of it.

        Args:
            project: The project; its title and its people are enough.
            others: Who answers for its activities.
        """
        named = (project.people, *others)
        readers = (one for people in named for one in self.register.readers(people, project))
        return self.has_project(project) or any(self.has_page(one.talk) for one in readers)

    def told_of(self, pages: Iterable[Page]) -> set[str]:
        """The keys of the projects that the bot has told the shard's people of, by their talk pages."""
        own = (one for one in pages if self.has_page(one.title))
        return {key for one in own for thread in threads_in(one.text or "") for key in thread.projects}


def own_part(known: Knowledge) -> Knowledge:
    """What is known with the shard's own projects alone, without those that it must only take into account."""
    share = Share.of(known)
    return replace(known, standings=tuple(one for one in known.standings if share.has_project(one.project)))
