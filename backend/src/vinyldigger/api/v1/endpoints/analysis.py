"""The analysis of a search, and advice."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.analysis import AnalysisOut, RecordComparisonOut, SellerAnalysisOut
from vinyldigger.api.v1.schemas.recommendations import FeedbackIn, RecommendationOut, RecommendationType
from vinyldigger.api.v1.schemas.values import Accepted, PageOut
from vinyldigger.models.analyses import Feedback
from vinyldigger.services import insights, recommendations

router = APIRouter(tags=["analysis"])
AdviceSort = Literal["score", "newest"]
Score = Annotated[int | None, Query(ge=0, le=100)]


@router.get("/searches/{search_id}/analysis", operation_id="analysis-get", responses=errors(401, 404))
async def get_analysis(search_id: UUID, user: CurrentUser, session: SessionDep) -> AnalysisOut:
    """The search at a glance."""
    return AnalysisOut.model_validate(await insights.get_analysis(session, user, search_id))


@router.get(
    "/searches/{search_id}/price-comparison", operation_id="analysis-compare-prices", responses=errors(400, 401, 404)
)
async def compare_prices(
    search_id: UUID,
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    across: Annotated[bool, Query(description="Only records offered on several marketplaces")] = False,
) -> PageOut[RecordComparisonOut]:
    """Records grouped across marketplaces, best landed price first."""
    found = await insights.compare_prices(session, user, search_id, page.cursor, min(page.limit, 100), across)
    return PageOut[RecordComparisonOut].model_validate(found)


@router.get("/searches/{search_id}/sellers", operation_id="analysis-sellers", responses=errors(401, 404))
async def list_sellers(search_id: UUID, user: CurrentUser, session: SessionDep) -> list[SellerAnalysisOut]:
    """The sellers of the latest analysis, best first."""
    return [SellerAnalysisOut.model_validate(row) for row in await insights.list_sellers(session, user, search_id)]


@router.get(
    "/searches/{search_id}/recommendations", operation_id="analysis-recommendations", responses=errors(400, 401, 404)
)
async def search_recommendations(
    search_id: UUID,
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    sort: AdviceSort = "score",
    type: Annotated[RecommendationType | None, Query()] = None,
    min_score: Score = None,
    ended: bool = False,
) -> PageOut[RecommendationOut]:
    """What to buy from this search, with reasons and arithmetic."""
    found = await recommendations.list_advice(
        session, user, sort, page.cursor, page.limit, search_id=search_id, kind=type, min_score=min_score, ended=ended
    )
    return PageOut[RecommendationOut].model_validate(found)


@router.get(
    "/searches/{search_id}/multi-item-deals", operation_id="analysis-multi-item-deals", responses=errors(400, 401, 404)
)
async def multi_item_deals(
    search_id: UUID, user: CurrentUser, session: SessionDep, page: Page
) -> PageOut[RecommendationOut]:
    """Several records from one seller in one parcel."""
    found = await recommendations.list_advice(
        session, user, "score", page.cursor, page.limit, search_id=search_id, kind="multi_item"
    )
    return PageOut[RecommendationOut].model_validate(found)


@router.post(
    "/searches/{search_id}/analyse",
    operation_id="analysis-run",
    status_code=status.HTTP_202_ACCEPTED,
    responses=errors(401, 403, 404),
)
async def analyse(search_id: UUID, user: CurrentUser, session: SessionDep) -> Accepted:
    """Judge what is stored once more."""
    await insights.analyse_again(session, user, search_id)
    return Accepted(queued=1)


@router.get("/recommendations", operation_id="recommendations-list", responses=errors(400, 401))
async def list_recommendations(
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    sort: AdviceSort = "score",
    type: Annotated[RecommendationType | None, Query()] = None,
    min_score: Score = None,
    ended: bool = False,
) -> PageOut[RecommendationOut]:
    """What to buy, across all searches."""
    found = await recommendations.list_advice(
        session, user, sort, page.cursor, page.limit, kind=type, min_score=min_score, ended=ended
    )
    return PageOut[RecommendationOut].model_validate(found)


@router.post(
    "/recommendations/{recommendation_id}/feedback",
    operation_id="recommendations-feedback",
    responses=errors(401, 403, 404),
)
async def give_feedback(
    recommendation_id: UUID, body: FeedbackIn, user: CurrentUser, session: SessionDep
) -> RecommendationOut:
    """Keep the user's word on advice, across runs."""
    feedback = Feedback(body.feedback) if body.feedback else None
    return RecommendationOut.model_validate(
        await recommendations.give_feedback(session, user, recommendation_id, feedback)
    )
