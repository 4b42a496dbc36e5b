"""Stands before the library: the product has none, only the tests' own S3 server (moto) brings it.

`securesystemslib` imports it where it finds it, which costs each start half a second that no user pays.
"""

raise ImportError("boto3 belongs to the tests' S3 server")
