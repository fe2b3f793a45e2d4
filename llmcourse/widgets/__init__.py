"""Interactive explainers that compute in the browser; each has a twin in torch.

The charts, which load plotly, stand apart in `llmcourse.widgets.charts`.
"""

from llmcourse.widgets.architecture import Architecture
from llmcourse.widgets.attention import AttentionViewer
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.bench import PromptBench
from llmcourse.widgets.bestof import BestOfN
from llmcourse.widgets.context import ContextCalculator
from llmcourse.widgets.embedding import EmbeddingMap
from llmcourse.widgets.gates import GateSteps
from llmcourse.widgets.laboratory import PromptLaboratory
from llmcourse.widgets.lens import LogitLens
from llmcourse.widgets.mask import MaskExplorer
from llmcourse.widgets.ngram import NgramExplorer
from llmcourse.widgets.normalization import NormalizationExplorer
from llmcourse.widgets.objectives import ObjectiveExplorer
from llmcourse.widgets.playground import SamplingPlayground
from llmcourse.widgets.position import PositionExplorer
from llmcourse.widgets.qkv import QKVSteps
from llmcourse.widgets.rotary import RotaryExplorer
from llmcourse.widgets.softmax import SoftmaxExplorer
from llmcourse.widgets.stream import ResidualStream
from llmcourse.widgets.tokenizer import TokenizerExplorer
from llmcourse.widgets.training import TrainingMonitor
from llmcourse.widgets.tree import SamplingTree

__all__ = [
    "Architecture",
    "AttentionViewer",
    "BestOfN",
    "ContextCalculator",
    "CourseWidget",
    "EmbeddingMap",
    "GateSteps",
    "LogitLens",
    "MaskExplorer",
    "NgramExplorer",
    "NormalizationExplorer",
    "ObjectiveExplorer",
    "PositionExplorer",
    "PromptBench",
    "PromptLaboratory",
    "QKVSteps",
    "ResidualStream",
    "RotaryExplorer",
    "SamplingPlayground",
    "SamplingTree",
    "SoftmaxExplorer",
    "TokenizerExplorer",
    "TrainingMonitor",
]
