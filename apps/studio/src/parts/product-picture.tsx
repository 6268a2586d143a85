/** @file The picture of a product; where it has none, or it does not come, a place of the same size. */
import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { imageUrl } from "../api/client.js";

interface ProductPictureProps {
  readonly image: string | undefined;
  /** What is to be seen; empty where a text beside it says so already. */
  readonly alt: string;
  /** Whether it is the first thing to be seen. */
  readonly isUrgent?: boolean;
  readonly className?: string;
}

export function ProductPicture(props: ProductPictureProps): ReactNode {
  const { image, alt, isUrgent = false, className = "" } = props;
  const [failed, setFailed] = useState<string>();
  const box = `aspect-[4/5] w-full bg-surface-2 ${className}`;
  if (image === undefined || failed === image) {
    return (
      <div
        className={`flex items-center justify-center text-muted ${box}`}
        {...(alt === ""
          ? { "aria-hidden": true }
          : { role: "img", "aria-label": `${alt}: no picture` })}
      >
        <ImageOff size={20} aria-hidden />
      </div>
    );
  }
  return (
    <img
      src={imageUrl(image)}
      alt={alt}
      width={400}
      height={500}
      loading={isUrgent ? "eager" : "lazy"}
      decoding="async"
      onError={() => {
        setFailed(image);
      }}
      className={`object-cover ${box}`}
    />
  );
}
