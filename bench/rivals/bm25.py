"""bm25s: tokenising, indexing and retrieving, in its fastest setting."""

import json
import time

import bm25s
import numpy
from peer import serve

K = 10


class Side:
    versions = {"bm25s": bm25s.__version__, "numpy": numpy.__version__}

    def __init__(self, folder, size, threads):
        self.threads = threads
        self.titles = json.load(open(f"{folder}/titles.json"))
        self.queries = json.load(open(f"{folder}/queries.json"))
        self.round()

    def round(self):
        start = time.perf_counter()
        tokens = bm25s.tokenize(self.titles, stopwords=None, show_progress=False)
        index = bm25s.BM25(method="lucene", k1=1.2, b=0.75, backend="numba")
        index.index(tokens, show_progress=False)
        built = time.perf_counter()
        tokens = bm25s.tokenize(self.queries, stopwords=None, show_progress=False)
        _, self.scores = index.retrieve(tokens, k=K, n_threads=self.threads, show_progress=False)
        end = time.perf_counter()
        return {"index": built - start, "queries": end - built, "index and queries": end - start}

    def answers(self, into):
        self.scores.astype("<f4").tofile(f"{into}/scores.f32")


if __name__ == "__main__":
    serve(Side)
