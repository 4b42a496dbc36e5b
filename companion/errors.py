"""One kind of expected error: what happened, why, what to do; in German, for people.

The command line prints it and ends with 1; the API answers it in its error shape. Anything else that is
raised is a defect and is reported without its details.
"""


class KontaktError(Exception):
    """An expected failure with a sentence for the person and one about what to do.

    Args:
        message: what happened and why, one or two German sentences, without paths of the system or post text.
        hint: what the person can do now, in German.
        code: stable machine-readable name, lower-case ASCII with underscores.
        status: HTTP status with which the API answers this error.
    """

    def __init__(self, message: str, hint: str = "", *, code: str = "failed", status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.status = status


class UsageError(KontaktError):
    """The call itself is wrong (exit code 2)."""
