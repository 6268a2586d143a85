"""faiss: an HNSW index of float32 vectors with M = 16."""

import time

import faiss
import numpy
from peer import serve

K = 10


class Side:
    versions = {"faiss": faiss.__version__}

    def __init__(self, folder, size, threads):
        faiss.omp_set_num_threads(threads)
        self.items = numpy.fromfile(f"{folder}/items.f32", "<f4").reshape(size["items"], -1)
        self.queries = numpy.fromfile(f"{folder}/queries.f32", "<f4").reshape(size["queries"], -1)
        truth = numpy.fromfile(f"{folder}/truth.i32", "<i4").reshape(size["queries"], K)
        index = self.build()
        for self.expansion in size["expansions"]:
            index.hnsw.efSearch = self.expansion
            _, found = index.search(self.queries, K)
            hits = sum(len(set(a) & set(b)) for a, b in zip(found.tolist(), truth.tolist()))
            if hits / truth.size >= size["leastRecall"]:
                break

    def build(self):
        index = faiss.IndexHNSWFlat(self.items.shape[1], 16, faiss.METRIC_INNER_PRODUCT)
        index.add(self.items)
        return index

    def round(self):
        start = time.perf_counter()
        index = self.build()
        built = time.perf_counter()
        index.hnsw.efSearch = self.expansion
        found = [index.search(self.queries[at : at + 1], K)[1] for at in range(len(self.queries))]
        end = time.perf_counter()
        self.found = numpy.concatenate(found)
        return {"build": built - start, "queries": end - built}

    def answers(self, into):
        self.found.astype("<i4").tofile(f"{into}/found.i32")
        return {"candidates": self.expansion}


if __name__ == "__main__":
    serve(Side)
