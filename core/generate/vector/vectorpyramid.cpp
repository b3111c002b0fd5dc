// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

namespace tuilerie {

Result<VectorPyramidResult> generateVectorPyramid(const VectorPyramidParams &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("Vector pyramids cannot be made yet."));
}

Result<PyramidEstimate> estimateVectorPyramid(const VectorPyramidParams &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("Vector pyramids cannot be made yet."));
}

Result<QByteArray> sampleVectorTile(const VectorPyramidParams &, const QString &, qint64, qint64)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("Vector pyramids cannot be made yet."));
}

} // namespace tuilerie
