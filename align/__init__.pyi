"""Names of the front door, and where each is defined."""

from .check.outcome import (
    Outcome as Outcome,
)
from .check.outcome import (
    Reported as Reported,
)
from .check.outcome import (
    State as State,
)
from .encoders import (
    Encoder as Encoder,
)
from .encoders import (
    EncoderInfo as EncoderInfo,
)
from .formats import (
    Export as Export,
)
from .listener import (
    Listener as Listener,
)
from .listener import (
    LoggingListener as LoggingListener,
)
from .listener import (
    Silence as Silence,
)
from .model import (
    Action as Action,
)
from .model import (
    AlignError as AlignError,
)
from .model import (
    Alignment as Alignment,
)
from .model import (
    Bead as Bead,
)
from .model import (
    CharSpan as CharSpan,
)
from .model import (
    ConfigError as ConfigError,
)
from .model import (
    Decision as Decision,
)
from .model import (
    Document as Document,
)
from .model import (
    EncoderError as EncoderError,
)
from .model import (
    Finding as Finding,
)
from .model import (
    Links as Links,
)
from .model import (
    NotFound as NotFound,
)
from .model import (
    NotFoundReason as NotFoundReason,
)
from .model import (
    Place as Place,
)
from .model import (
    Quotation as Quotation,
)
from .model import (
    QuotationKind as QuotationKind,
)
from .model import (
    QuotationMatch as QuotationMatch,
)
from .model import (
    Quoted as Quoted,
)
from .model import (
    ReadError as ReadError,
)
from .model import (
    Rendering as Rendering,
)
from .model import (
    Segmented as Segmented,
)
from .model import (
    SegSpan as SegSpan,
)
from .model import (
    Severity as Severity,
)
from .model import (
    Status as Status,
)
from .model import (
    StoreError as StoreError,
)
from .model import (
    UsageError as UsageError,
)
from .model import (
    Verdict as Verdict,
)
from .read import (
    Layout as Layout,
)
from .result import (
    Family as Family,
)
from .result import (
    Result as Result,
)
from .result import (
    Traced as Traced,
)
from .review.quotations import (
    QuotationOpinion as QuotationOpinion,
)
from .review.requests import (
    Request as Request,
)
from .review.session import (
    Change as Change,
)
from .review.session import (
    Progress as Progress,
)
from .review.session import (
    Realignment as Realignment,
)
from .review.session import (
    Review as Review,
)
from .review.session import (
    reviewer_name as reviewer_name,
)
from .review.standing import (
    Opinion as Opinion,
)
from .review.suggestions import (
    Assistant as Assistant,
)
from .review.suggestions import (
    Candidate as Candidate,
)
from .review.suggestions import (
    FreeStretch as FreeStretch,
)
from .review.suggestions import (
    SourceCandidate as SourceCandidate,
)
from .review.view import (
    View as View,
)
from .review.view import (
    Waiting as Waiting,
)
from .workspace.bitexts import (
    ImportedBitext as ImportedBitext,
)
from .workspace.bitexts import (
    import_bitext as import_bitext,
)
from .workspace.exchange import (
    ImportedChange as ImportedChange,
)
from .workspace.exchange import (
    ImportedReview as ImportedReview,
)
from .workspace.loose import (
    align_files as align_files,
)
from .workspace.loose import (
    align_texts as align_texts,
)
from .workspace.loose import (
    trace_files as trace_files,
)
from .workspace.measures import (
    Scores as Scores,
)
from .workspace.measures import (
    check_diagram as check_diagram,
)
from .workspace.measures import (
    evaluate_beads as evaluate_beads,
)
from .workspace.measures import (
    list_encoders as list_encoders,
)
from .workspace.output import (
    FINDING_FORMATS as FINDING_FORMATS,
)
from .workspace.output import (
    QUOTATION_FORMATS as QUOTATION_FORMATS,
)
from .workspace.output import (
    check_output as check_output,
)
from .workspace.output import (
    explain_rule as explain_rule,
)
from .workspace.output import (
    render as render,
)
from .workspace.output import (
    render_findings as render_findings,
)
from .workspace.output import (
    render_quotations as render_quotations,
)
from .workspace.output import (
    write as write,
)
from .workspace.quote_scores import (
    QuotationScores as QuotationScores,
)
from .workspace.quote_scores import (
    evaluate_quotations as evaluate_quotations,
)
from .workspace.search import (
    Found as Found,
)
from .workspace.summary import (
    Summary as Summary,
)
from .workspace.summary import (
    summarise as summarise,
)
from .workspace.workspace import (
    Workspace as Workspace,
)
from .workspace.workspace import (
    open_project as open_project,
)

__version__: str
