"""Write the trained network as one int8 ONNX file, with its tokenizer and card: `python training/export.py`."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import encoder_folder, load_tokenizer

from tollbook import __version__
from tollbook.claims.windows import batch_of, windows_of

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src/tollbook/claims/data"
INPUTS = ("ids", "case", "mask", "firsts", "sentence")
OUTPUTS = ("tags", "arcs", "relations", "links")


class Exported(torch.nn.Module):
    """The network without the outputs that only training needs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Run on the inputs in the order of `INPUTS`."""
        tags, _, arcs, relations, links = self.network(*inputs)
        return tags, arcs, relations, links


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=HERE / "work/network.pt")
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    state = torch.load(options.weights, weights_only=True)
    options.out.mkdir(parents=True, exist_ok=True)
    write(state.get("network", state), options.out / "model.onnx")
    load_tokenizer().save(str(options.out / "tokenizer.json"))
    digest = hashlib.sha256((options.out / "model.onnx").read_bytes()).hexdigest()
    card = {"version": digest[:8], "sha256": digest, "exported_by": f"tollbook {__version__}"}
    (options.out / "model.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(f"{options.out / 'model.onnx'}: {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB, {digest[:8]}")


def write(state: dict[str, torch.Tensor], path: Path) -> None:
    """Write a network of these weights as one int8 ONNX file."""
    network = Network(encoder_folder())
    network.load_state_dict(state)
    network.eval()
    windows = windows_of(
        load_tokenizer(), "At least 31 civilians were killed in Quetta , police said .".split(), [0] * 12
    )
    example = tuple(torch.from_numpy(array) for array in batch_of(windows * 2).values())
    axes = {name: {0: "batch", 1: "subwords"} for name in INPUTS[:3]} | {
        name: {0: "batch", 1: "words"} for name in (*INPUTS[3:], "tags", "relations")
    }
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    axes["links"] = {0: "batch", 2: "words", 3: "words"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Exported(network), example, whole, input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    main()
