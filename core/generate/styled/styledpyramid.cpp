// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledpyramid.h"

namespace tuilerie {

namespace {

tl::unexpected<Error> notYet()
{
    return fail(ErrorCode::Unsupported, QStringLiteral("Pyramids of styled vectors are not made yet."));
}

} // namespace

QJsonObject StyledPyramidParams::toJson() const { return {}; }
Result<StyledPyramidParams> StyledPyramidParams::fromJson(const QJsonObject &) { return notYet(); }
Result<RasterPyramidResult> generateStyledPyramid(const StyledPyramidParams &, RenderPool &, WorkControl &) { return notYet(); }
Result<PyramidEstimate> estimateStyledPyramid(const StyledPyramidParams &, RenderPool &, WorkControl &) { return notYet(); }
Result<QByteArray> sampleStyledTile(const StyledPyramidParams &, RenderPool &, const QString &, qint64, qint64) { return notYet(); }

} // namespace tuilerie
