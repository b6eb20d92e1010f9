"""Signs AWS requests with botocore, which is not ours: JSON lines in, the Authorization header of each out."""

import datetime
import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
import botocore.auth


class ThatMoment(datetime.datetime):
    """The time that the request was signed at, in place of now."""

    moment = None

    @classmethod
    def utcnow(cls):
        return cls.moment

    @classmethod
    def now(cls, tz=None):
        return cls.moment.replace(tzinfo=tz)


def sign(line):
    asked = json.loads(line)
    moment = datetime.datetime.strptime(asked["date"], "%Y%m%dT%H%M%SZ")
    ThatMoment.moment = moment
    if hasattr(botocore.auth, "get_current_datetime"):
        botocore.auth.get_current_datetime = lambda *_, **__: moment
    else:
        botocore.auth.datetime = type("datetime_module", (), {"datetime": ThatMoment})
    headers = {"Content-Type": asked["content_type"]} if asked["content_type"] else {}
    request = AWSRequest(method=asked["method"], url=asked["url"], data=asked["body"], headers=headers)
    signer = SigV4Auth(Credentials(asked["access_key_id"], asked["secret_access_key"], asked["session_token"] or None),
                       asked["service"], asked["region"])
    signer.add_auth(request)
    return request.headers["Authorization"]


for each in sys.stdin:
    print(json.dumps(sign(each)))
