"""A real S3 server on this machine (moto behind werkzeug), for what is kept on S3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
from moto.server import ThreadedMotoServer


@dataclass(frozen=True)
class S3Server:
    """Where it is and how to get in.

    Attributes:
        endpoint: ``http://127.0.0.1:<port>``.
        bucket: an empty bucket of its own.
        key: access key.
        secret: secret key.
    """

    endpoint: str
    bucket: str
    key: str = "kontakt-test"
    secret: str = "geheim"

    def url(self, folder: str = "bank") -> str:
        """The address as kontakt takes it."""
        return f"s3://{self.bucket}/{folder}?endpoint={self.endpoint}"

    def names(self) -> list[str]:
        """Names of all objects in the bucket."""
        found = self.client().list_objects_v2(Bucket=self.bucket)
        return [item["Key"] for item in found.get("Contents", [])]

    def client(self):  # type: ignore[no-untyped-def]
        """A boto3 client, to look at the bucket from outside."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            region_name="us-east-1",
        )


@contextmanager
def s3_server(bucket: str = "antwortbank") -> Iterator[S3Server]:
    """Serve one empty bucket, in this process, on any free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        found = S3Server(f"http://{host}:{port}", bucket)
        found.client().create_bucket(Bucket=bucket)
        yield found
    finally:
        server.stop()
