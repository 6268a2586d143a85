/**
 * @file Element types of tensors: their ONNX numbers, sizes and typed arrays.
 *
 * @see TensorProto.DataType in onnx.proto.
 */

/** Element types that graphs here may use. */
export type DataType = "float32" | "int8" | "uint8" | "int32" | "int64" | "bool";

/** The array that holds elements of a type; booleans are bytes of 0 and 1. */
export type TypedArrayOf<D extends DataType> = {
  float32: Float32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int32: Int32Array;
  int64: BigInt64Array;
  bool: Uint8Array;
}[D];

interface DataTypeFacts {
  /** Number of TensorProto.DataType. */
  readonly onnx: number;
  readonly bytes: number;
  readonly isFloat: boolean;
}

/** What there is to know about each type. */
export const dataTypes: Readonly<Record<DataType, DataTypeFacts>> = {
  float32: { onnx: 1, bytes: 4, isFloat: true },
  uint8: { onnx: 2, bytes: 1, isFloat: false },
  int8: { onnx: 3, bytes: 1, isFloat: false },
  int32: { onnx: 6, bytes: 4, isFloat: false },
  int64: { onnx: 7, bytes: 8, isFloat: false },
  bool: { onnx: 9, bytes: 1, isFloat: false },
};
