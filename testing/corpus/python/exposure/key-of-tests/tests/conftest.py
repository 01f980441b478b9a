# Only the tests have a key in their source.
import pytest

from app import create_app


@pytest.fixture
def client():
    app = create_app({'TESTING': True, 'SECRET_KEY': 'for-the-tests-only'})
    return app.test_client()
