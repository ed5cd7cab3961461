"""What a role may do."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tollbook.web.access import Role, Visitor, allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("needed", Role)
def test_a_role_may_do_what_those_before_it_may(role: Role, needed: Role) -> None:
    visitor = Visitor(name="someone", role=role, sees_victims=False)
    request = Request({"type": "http", "state": {"visitor": visitor}})
    if role >= needed:
        assert allowed(needed)(request) is visitor
        return
    with pytest.raises(HTTPException) as refused:
        allowed(needed)(request)
    assert refused.value.status_code == 403
    assert needed.name.lower() in refused.value.detail
    assert role.name.lower() in refused.value.detail
