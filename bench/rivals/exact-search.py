"""faiss: a flat index by inner product."""

import time

import faiss
import numpy
from peer import serve

K = 10
SINGLE = 100


class Side:
    versions = {"faiss": faiss.__version__, "faiss options": faiss.get_compile_options().strip()}

    def __init__(self, folder, size, threads):
        faiss.omp_set_num_threads(threads)
        items = numpy.fromfile(f"{folder}/items.f32", "<f4").reshape(size["items"], -1)
        self.queries = numpy.fromfile(f"{folder}/queries.f32", "<f4").reshape(size["queries"], -1)
        self.index = faiss.IndexFlatIP(items.shape[1])
        self.index.add(items)
        self.round()

    def round(self):
        start = time.perf_counter()
        for query in range(SINGLE):
            self.index.search(self.queries[query : query + 1], K)
        one = (time.perf_counter() - start) / SINGLE
        start = time.perf_counter()
        _, self.found = self.index.search(self.queries, K)
        return {"one query": one, "batch": time.perf_counter() - start}

    def answers(self, into):
        self.found.astype("<i4").tofile(f"{into}/found.i32")


if __name__ == "__main__":
    serve(Side)
