"""Names of the front door, and where each is defined."""

from . import model as model
from .check.outcome import (
    Outcome as Outcome,
    Reported as Reported,
    State as State,
)
from .encoders import (
    Encoder as Encoder,
    EncoderInfo as EncoderInfo,
)
from .formats import (
    Export as Export,
)
from .listener import (
    Listener as Listener,
    LoggingListener as LoggingListener,
    Silence as Silence,
)
from .model import (
    Action as Action,
    AlignError as AlignError,
    Alignment as Alignment,
    Bead as Bead,
    CharSpan as CharSpan,
    ConfigError as ConfigError,
    Decision as Decision,
    Document as Document,
    EncoderError as EncoderError,
    Finding as Finding,
    Links as Links,
    NotFound as NotFound,
    NotFoundReason as NotFoundReason,
    Place as Place,
    Quotation as Quotation,
    QuotationKind as QuotationKind,
    QuotationMatch as QuotationMatch,
    Quoted as Quoted,
    ReadError as ReadError,
    Rendering as Rendering,
    Segmented as Segmented,
    SegSpan as SegSpan,
    Severity as Severity,
    Status as Status,
    StoreError as StoreError,
    UsageError as UsageError,
    Verdict as Verdict,
)
from .read import (
    Layout as Layout,
)
from .result import (
    Citation as Citation,
    CitingVersion as CitingVersion,
    Family as Family,
    Result as Result,
    TracedQuotation as TracedQuotation,
)
from .review.quotations import (
    QuotationOpinion as QuotationOpinion,
)
from .review.requests import (
    Request as Request,
)
from .review.resolution import (
    Opinion as Opinion,
    ParkedDecision as ParkedDecision,
)
from .review.session import (
    Change as Change,
    Progress as Progress,
    Realignment as Realignment,
    Review as Review,
    reviewer_name as reviewer_name,
)
from .review.suggestions import (
    Assistant as Assistant,
    Candidate as Candidate,
    FreeStretch as FreeStretch,
    SourceCandidate as SourceCandidate,
)
from .review.view import (
    View as View,
)
from .workspace.bitexts import (
    ImportedBitext as ImportedBitext,
    import_bitext as import_bitext,
)
from .workspace.exchange import (
    ImportedChange as ImportedChange,
    ImportedReview as ImportedReview,
)
from .workspace.loose import (
    align_files as align_files,
    align_texts as align_texts,
    trace_files as trace_files,
)
from .workspace.measures import (
    Scores as Scores,
    check_diagram as check_diagram,
    evaluate_beads as evaluate_beads,
    list_encoders as list_encoders,
)
from .workspace.output import (
    FINDING_FORMATS as FINDING_FORMATS,
    QUOTATION_FORMATS as QUOTATION_FORMATS,
    check_output as check_output,
    explain_rule as explain_rule,
    render as render,
    render_findings as render_findings,
    render_quotations as render_quotations,
    write as write,
)
from .workspace.quote_scores import (
    QuotationScores as QuotationScores,
    evaluate_quotations as evaluate_quotations,
)
from .workspace.search import (
    Found as Found,
)
from .workspace.summary import (
    Summary as Summary,
    summarise as summarise,
)
from .workspace.workspace import (
    ReviewStatus as ReviewStatus,
    Workspace as Workspace,
    open_project as open_project,
)

__version__: str
