"""Everything the rooms may refuse, each with a sentence fit for a person and an HTTP status."""


class AppError(Exception):
    """The root of every refusal; `str(error)` is the sentence a person reads."""

    status = 500


class Invalid(AppError):
    """Input breaks a rule. `field` names the form field or file at fault."""

    status = 422

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotSignedIn(AppError):
    """A guest asked for something that needs an account; `next_path` is where they were."""

    status = 401

    def __init__(self, sentence: str = "Log in first.", next_path: str = "") -> None:
        super().__init__(sentence)
        self.next_path = next_path


class NotAllowed(AppError):
    """The viewer may see the thing but not do this to it."""

    status = 403


class NotFound(AppError):
    """Missing or forbidden: from outside they look the same."""

    status = 404

    def __init__(self, sentence: str = "There is nothing here.") -> None:
        super().__init__(sentence)


class Conflict(AppError):
    """The name is taken or the thing has changed meanwhile."""

    status = 409

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class TooMany(AppError):
    """A limit of attempts is reached; `retry_after` is in whole seconds."""

    status = 429

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unavailable(AppError):
    """Something outside is down for now; a worker tries again later."""

    status = 503
