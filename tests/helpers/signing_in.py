"""Signing in as a person does, by name and password."""

PASSWORD = "a long password for tests"
LOCKED = "Too many attempts to sign in."


def sign_in(client, name="amina", password=PASSWORD, **extra):
    return client.post("/admin/login/", {"login": name, "password": password}, **extra)


def is_in(client):
    return client.get("/admin/account/").status_code == 200
