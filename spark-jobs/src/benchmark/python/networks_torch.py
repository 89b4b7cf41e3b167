"""The networks of train-iicnet in PyTorch, layer by layer as in allsky.network.architecture.

IICnet and EfficientNetV2 have files of their own. The weights of a model folder (safetensors) load by name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from efficientnetv2_torch import EfficientNetV2
from iicnet_torch import IicNet
from layers_torch import ConvolutionRelu, blocks, chain, normalised


def kaiming(network: nn.Module) -> nn.Module:
    """Starts a network without batch normalisation with the weights of He et al. 2015."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    return network


def vgg16(bands: int, classes: int) -> nn.Module:
    layers, channels = {}, bands
    for stage, (filters, convolutions) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], 1):
        for number in range(1, convolutions + 1):
            layers[f"conv{stage}_{number}"] = ConvolutionRelu(channels, filters, 3)
            channels = filters
        layers[f"pool{stage}"] = nn.MaxPool2d(2)
    network = chain(
        **layers,
        average=nn.AdaptiveAvgPool2d(7),
        flatten=nn.Flatten(),
        fc6=nn.Linear(512 * 7 * 7, 4096),
        relu6=nn.ReLU(inplace=True),
        dropout6=nn.Dropout(0.5),
        fc7=nn.Linear(4096, 4096),
        relu7=nn.ReLU(inplace=True),
        dropout7=nn.Dropout(0.5),
        fc8=nn.Linear(4096, classes),
    )
    return kaiming(network)


class Inception(nn.Module):
    def __init__(self, inputs: int, point: int, reduce3: int, filters3: int,
                 reduce5: int, filters5: int, pooled: int) -> None:
        super().__init__()
        self.point = ConvolutionRelu(inputs, point, 1)
        self.three1 = ConvolutionRelu(inputs, reduce3, 1)
        self.three2 = ConvolutionRelu(reduce3, filters3, 3)
        self.five1 = ConvolutionRelu(inputs, reduce5, 1)
        self.five2 = ConvolutionRelu(reduce5, filters5, 5)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.pooled = ConvolutionRelu(inputs, pooled, 1)

    def forward(self, x: Tensor) -> Tensor:
        three = self.three2(self.three1(x))
        five = self.five2(self.five1(x))
        return torch.cat([self.point(x), three, five, self.pooled(self.pool(x))], 1)


def googlenet(bands: int, classes: int) -> nn.Module:
    network = chain(
        conv1=ConvolutionRelu(bands, 64, 7, stride=2),
        pool1=nn.MaxPool2d(3, 2, ceil_mode=True),
        conv2=chain(conv1=ConvolutionRelu(64, 64, 1), conv2=ConvolutionRelu(64, 192, 3)),
        pool2=nn.MaxPool2d(3, 2, ceil_mode=True),
        inception3a=Inception(192, 64, 96, 128, 16, 32, 32),
        inception3b=Inception(256, 128, 128, 192, 32, 96, 64),
        pool3=nn.MaxPool2d(3, 2, ceil_mode=True),
        inception4a=Inception(480, 192, 96, 208, 16, 48, 64),
        inception4b=Inception(512, 160, 112, 224, 24, 64, 64),
        inception4c=Inception(512, 128, 128, 256, 24, 64, 64),
        inception4d=Inception(512, 112, 144, 288, 32, 64, 64),
        inception4e=Inception(528, 256, 160, 320, 32, 128, 128),
        pool4=nn.MaxPool2d(3, 2, ceil_mode=True),
        inception5a=Inception(832, 256, 160, 320, 32, 128, 128),
        inception5b=Inception(832, 384, 192, 384, 48, 128, 128),
        average=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        dropout=nn.Dropout(0.4),
        fc=nn.Linear(1024, classes),
    )
    return kaiming(network)


class BasicBlock(nn.Module):
    """ResNet's block of two convolutions; the shortcut is a projection if the shape changes."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = normalised(inputs, outputs, 3, nn.ReLU, stride=stride)
        self.conv2 = normalised(outputs, outputs, 3)
        changes = stride != 1 or inputs != outputs
        self.downsample = normalised(inputs, outputs, 1, stride=stride) if changes else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(self.conv2(self.conv1(x)) + self.downsample(x), inplace=True)


def resnet34(bands: int, classes: int, *, filters: tuple[int, ...]) -> nn.Module:
    stages, channels = {}, 64
    for stage, (width, count) in enumerate(zip(filters, (3, 4, 6, 3)), 1):
        first = BasicBlock(channels, width, 1 if stage == 1 else 2)
        stages[f"layer{stage}"] = blocks([first, *(BasicBlock(width, width, 1) for _ in range(1, count))])
        channels = width
    return chain(
        conv1=normalised(bands, 64, 7, nn.ReLU, stride=2),
        pool1=nn.MaxPool2d(3, 2, padding=1),
        **stages,
        average=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        fc=nn.Linear(channels, classes),
    )


def mobilenet(bands: int, classes: int) -> nn.Module:
    separable, channels = [], 32
    for filters in (64, 128, 128, 256, 256, *[512] * 6, 1024, 1024):
        stride = 2 if 32 < channels < filters else 1
        separable.append(
            chain(
                depthwise=normalised(channels, channels, 3, nn.ReLU, stride=stride, groups=channels, bias=True),
                pointwise=normalised(channels, filters, 1, nn.ReLU, bias=True),
            )
        )
        channels = filters
    return chain(
        conv1=normalised(bands, 32, 3, nn.ReLU, stride=2, bias=True),
        **dict(blocks(separable).named_children()),
        average=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        fc=nn.Linear(channels, classes),
    )


class RepVggBlock(nn.Module):
    """The block in its form for training: a 3x3 and a 1x1 convolution, and the input if the shape stays."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.rbr_dense = normalised(inputs, outputs, 3, stride=stride)
        self.rbr_1x1 = normalised(inputs, outputs, 1, stride=stride)
        self.rbr_identity = nn.BatchNorm2d(inputs) if stride == 1 else None

    def forward(self, x: Tensor) -> Tensor:
        total = self.rbr_dense(x) + self.rbr_1x1(x)
        if self.rbr_identity is not None:
            total = total + self.rbr_identity(x)
        return functional.relu(total, inplace=True)


def repvgg(bands: int, classes: int, *, counts: tuple[int, ...]) -> nn.Module:
    stages, channels = {}, 64
    for stage, (filters, count) in enumerate(zip((64, 128, 256, 1280), counts), 1):
        first = RepVggBlock(channels, filters, 2)
        stages[f"stage{stage}"] = blocks([first, *(RepVggBlock(filters, filters, 1) for _ in range(1, count))])
        channels = filters
    return chain(
        stage0=RepVggBlock(bands, 64, 2),
        **stages,
        average=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        linear=nn.Linear(channels, classes),
    )


# From bands and classes to a network, by the values of --network.
NETWORKS: dict[str, Callable[[int, int], nn.Module]] = {
    "iicnet": IicNet,
    "iicnet-lite": partial(IicNet, width=32),
    "vgg16": vgg16,
    "googlenet": googlenet,
    "resnet34": partial(resnet34, filters=(64, 128, 256, 512)),
    "resnet34-wide": partial(resnet34, filters=(128, 256, 512, 512)),
    "mobilenet": mobilenet,
    "efficientnetv2": EfficientNetV2(preprint=False),
    "efficientnetv2-se": EfficientNetV2(preprint=True),
    "repvgg-a1": partial(repvgg, counts=(2, 4, 14, 1)),
    "repvgg-a1-plus": partial(repvgg, counts=(3, 5, 15, 2)),
}
