"""Everything that is wrong in a scheme, a study's head, a session or a coding, each problem with its place.

A file that loads has the right form; these checks are about what it says. All problems are returned, none is raised.
"""

from coder.model.checks.coding import coding_problems
from coder.model.checks.problem import Problem
from coder.model.checks.scheme import ROLE_KINDS, scheme_problems
from coder.model.checks.session import session_problems, timeline_problems
from coder.model.checks.study import study_problems

__all__ = [
    "ROLE_KINDS",
    "Problem",
    "coding_problems",
    "scheme_problems",
    "session_problems",
    "study_problems",
    "timeline_problems",
]
