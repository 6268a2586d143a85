"""sentence-transformers: a list of titles to vectors of length 1."""

import json
import time

import sentence_transformers
import torch
from peer import serve


class Side:
    versions = {"sentence-transformers": sentence_transformers.__version__, "torch": torch.__version__}

    def __init__(self, folder, size, threads):
        torch.set_num_threads(threads)
        self.titles = json.load(open(f"{folder}/titles.json"))
        model = json.load(open(f"{folder}/model.json"))
        self.model = sentence_transformers.SentenceTransformer(model, device="cpu")
        self.vectors = self.encode(self.titles[:100])

    def encode(self, titles):
        return self.model.encode(titles, normalize_embeddings=True, show_progress_bar=False)

    def round(self):
        start = time.perf_counter()
        self.vectors = self.encode(self.titles)
        return {"encode": time.perf_counter() - start}

    def answers(self, into):
        self.vectors.astype("<f4").tofile(f"{into}/vectors.f32")


if __name__ == "__main__":
    serve(Side)
