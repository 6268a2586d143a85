/**
 * @file The one error class of this package.
 *
 * Every message names the operator and the shapes or types it met, because a
 * graph is built far from where it runs and the mistake must be seen here.
 */

/** What is wrong with a graph. */
export type GraphErrorCode =
  /** Shapes do not fit the operator. */
  | "SHAPE_MISMATCH"
  /** Element types do not fit the operator. */
  | "DTYPE_MISMATCH"
  /** An attribute or argument is outside its range. */
  | "ARGUMENT_INVALID"
  /** The graph as a whole is not one: foreign tensors, repeated names, no output. */
  | "GRAPH_INVALID"
  /** Bytes that should be an ONNX model are not one. */
  | "MODEL_INVALID";

/** An error in the construction of a graph. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly code: GraphErrorCode;

  constructor(code: GraphErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
