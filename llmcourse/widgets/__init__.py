"""Interactive explainers that compute in the browser; each has a twin in torch.

The charts, which load plotly, stand apart in `llmcourse.widgets.charts`.
"""

from llmcourse.widgets.attention import AttentionViewer
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.mask import MaskExplorer
from llmcourse.widgets.qkv import QKVSteps
from llmcourse.widgets.softmax import SoftmaxExplorer

__all__ = ["AttentionViewer", "CourseWidget", "MaskExplorer", "QKVSteps", "SoftmaxExplorer"]
