"""scikit-learn's TfidfVectorizer with its defaults."""

import json
import time

import sklearn
from peer import serve
from sklearn.feature_extraction.text import TfidfVectorizer


class Side:
    versions = {"scikit-learn": sklearn.__version__}

    def __init__(self, folder, size, threads):
        self.titles = json.load(open(f"{folder}/titles.json"))
        self.round()

    def round(self):
        start = time.perf_counter()
        self.vectorizer = TfidfVectorizer()
        self.rows = self.vectorizer.fit_transform(self.titles)
        return {"fit and transform": time.perf_counter() - start}

    def answers(self, into):
        self.rows.sort_indices()
        json.dump(list(self.vectorizer.get_feature_names_out()), open(f"{into}/terms.json", "w"))
        self.rows.indptr.astype("<i4").tofile(f"{into}/starts.i32")
        self.rows.indices.astype("<i4").tofile(f"{into}/columns.i32")
        self.rows.data.astype("<f4").tofile(f"{into}/values.f32")


if __name__ == "__main__":
    serve(Side)
