"""check_export.py FILE: reads an export as JSON Lines; prints how many rows it has of each kind, and
fails where a row refers to one that isn't there before it."""

import collections
import json
import sys



def unique(pairs):
    """A key that stands twice would be read as the last."""
    row = dict(pairs)
    assert len(row) == len(pairs), pairs
    return row


counts = collections.Counter()
seen = collections.defaultdict(set)
with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
    for line in lines:
        row = json.loads(line, object_pairs_hook=unique)
        kind = row["kind"]
        counts[kind] += 1
        if kind == "event":
            seen[kind].add((row["shop"], row["id"]))
            if "body" in row and row["pruned_by"] is None:
                json.loads(row["body"])
        elif kind == "job":
            assert (row["shop"], row["event"]) in seen["event"], line
            if "command" in row and row["command"] is not None:
                assert isinstance(row["command"], dict), line
        elif kind == "invoice":
            seen[kind].add(row["id"])
        elif kind in ("binding", "evidence"):
            assert row["invoice"] in seen["invoice"], line
for kind, count in sorted(counts.items()):
    print(kind, count)
