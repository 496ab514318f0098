# Varnish 6 to 7 in front of the site; docs/OPERATIONS.md says how it is started. The tests start it, too.
vcl 4.1;

import std;

backend site {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = {
        .url = "/health/live";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# The machines that run `manage.py worker`.
acl workers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ workers) {
            return (synth(405));
        }
        ban("obj.status != 0");
        return (synth(200, "Forgotten"));
    }
    # What is past its time is shown while the site does not answer, and never else.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    # Files are asked for each time, in parts and with conditions: the site knows who may read them.
    if (req.url ~ "^/(admin|calendar|files|health|media|shared)/") {
        return (pass);
    }
    if (req.method == "GET" || req.method == "HEAD") {
        if (req.http.Authorization || req.http.Cookie ~ "(^|;\s*)(__Host-)?sessionid=") {
            return (pass);
        }
        unset req.http.Cookie;
    }
}

sub vcl_hash {
    # Who comes without TLS is sent to an address with it.
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    set beresp.grace = 1h;
    if (!beresp.http.Cache-Control || beresp.ttl <= 0s) {
        # Asked for again each time, by each visitor at once.
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
}
