"""What Slack sends to the app: payloads, Socket Mode, signed HTTP requests, acks and retries."""
