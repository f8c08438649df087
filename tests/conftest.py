"""What holds for every test."""

from workers.engines.waiting import let_threads_sleep

# Before anything imports torch: several processes may run tests at once.
let_threads_sleep()
