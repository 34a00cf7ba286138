"""Benchmarks: python -m bench [NAME ...] [--json FILE] [--quick], or bin/bench, from the checkout.

How to read the table. Times depend on the machine and on what else it does, so nothing here says
"fast" by a number of milliseconds alone. Each benchmark measures ours and a yardstick in the same
run, in turns, and prints medians; `ratio` is ours divided by the yardstick. Below 1 is better for
times and bytes, above 1 for rates. The goal says what it is about: the ratio, or ours. A goal that
is missed is marked and changes nothing else: the exit status is 1 only when a benchmark could not
run. The load of the machine stands under the table; above the number of its cores, believe the
ratios and the lines about CPU, not the milliseconds.

    scanning  pictures per second of the worker's whole scan, against a bare Ultralytics loop
    picture   CPU from upload to master, against the fastest bare library calls for the same files
    upload    from the first byte sent to the objects in the database, through both processes
    feed      one page of the feed with a thousand and with a million posts, and its statements
    lag       how long the web process keeps a small request waiting while pictures are read
    weight    bytes of the first load and of the first screen in Chromium
    wire      pages, writes and uploads as a client sees them, against a bare Starlette route
    live      from a click in one browser to the change in another, with one process and with two
    suggest   from a key in the search box to the suggestions, against another button's answer
    memory    proportional memory of web and worker, against a bare server and a bare detector
    looks     how far the editor's preview is from what the server makes of a recipe
    search    searches among up to a million posts, against statements written by hand
    explore   what explore finds in made-up communities whose later likes are known, against what
              most like and chance; with each signal off; and how long a screen takes
    video     a film from upload to 720p, against the ffmpeg command line, and the child's memory

Each benchmark runs in a process of its own with a temporary DATA_DIR; the settings of the checkout
are not used. Photos and weights are looked for in the folder `shared` beside the checkout, or
where INSTACLONE_SHARED says. TEST_MARIADB_URL adds MariaDB to `feed`, `search` and `explore`:
databases are made beside the one it names, and dropped. --data FOLDER keeps those of `search`.
"""
