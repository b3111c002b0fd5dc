// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/buckets.h"

#include <QCoreApplication>

#include <mutex>
#include <optional>

namespace tuilerie {

namespace {

std::mutex mutex;
std::optional<QStringList> allowed;

} // namespace

void allowBuckets(const QStringList &names)
{
    const std::lock_guard lock(mutex);
    allowed = names;
}

Status mayUseBucket(const QString &bucket)
{
    const QString name = bucket.section(QLatin1Char('@'), 0, 0);
    const std::lock_guard lock(mutex);
    if (!allowed || allowed->contains(name) || allowed->contains(QLatin1String("*")))
        return {};
    return fail(ErrorCode::Denied,
        QCoreApplication::translate("tuilerie::PyramidDescriptor",
            "The pyramid's slabs are in the bucket %1, which the administrator of this server has not allowed (--buckets). "
            "Copy "
            "the pyramid to files, or ask for the bucket.")
            .arg(name));
}

} // namespace tuilerie
