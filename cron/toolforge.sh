#!/bin/sh
# What Lägesbot's jobs on Toolforge do: sh cron/toolforge.sh run|requests|health. Procfile calls it, cron/jobs.yaml says when.
set -eu
cd "$(dirname "$0")/.."

# The image keeps nothing; the lock and the session are to be found again in the tool's own folder (mount: all).
export XDG_STATE_HOME="${TOOL_DATA_DIR:-$HOME}/.local/state" XDG_CACHE_HOME="${TOOL_DATA_DIR:-$HOME}/.cache"
umask 077

# Schedules on Toolforge are in UTC. A job with a time of day is therefore started at both hours that it can be, in summer
# and in winter, and goes on at the right one. The rule for the clock is spelt out, not Europe/Stockholm, so that an image
# without time zones does not take UTC in silence. A start that is late by half an hour or more does not count; health
# then says so.
hour=$(TZ=CET-1CEST,M3.5.0,M10.5.0/3 date +%H)

case $1 in
run)
    [ "$hour" = 07 ] || exit 0
    # In January and February the year before is looked at as well, as in the crontab.
    exec python -m bot run --quiet --year "$(date +%Y)" --year "$(date -d '59 days ago' +%Y)"
    ;;
requests)
    # Another run is no failure here: the queue is read again in five minutes, and nobody is to get a mail about it.
    # Who ends the job tells this shell alone, which passes it on: the bot finishes the edit in hand.
    python -m bot requests --quiet &
    trap 'kill -TERM $!' TERM
    code=0
    wait $! || code=$?
    while kill -0 $! 2>/dev/null; do code=0; wait $! || code=$?; done
    [ "$code" = 75 ] || exit "$code"
    ;;
health)
    [ "$hour" = 12 ] || exit 0
    exec python -m bot health --max-hours 24
    ;;
*)
    echo "usage: sh cron/toolforge.sh run|requests|health" >&2
    exit 2
    ;;
esac
