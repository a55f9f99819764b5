import dagster as dg


def failure_of(result: dg.ExecuteInProcessResult) -> str:
    """Tell what the step that failed says of it."""
    (event,) = [
        event
        for event in result.filter_events(lambda event: event.is_step_failure)
        if event.step_failure_data.user_failure_data is not None
    ]
    data = event.step_failure_data.user_failure_data
    assert data is not None
    return data.description or ""
