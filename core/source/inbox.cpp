// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/inbox.h"

#include "box/boxfiles.h"
#include "source/workcopy.h"

#include <mutex>

namespace tuilerie {

namespace {

struct Use
{
    std::mutex mutex;
    bool isBoxed = false;
    std::shared_ptr<const WorkBox> box;
};

Use &use()
{
    static Use all;
    return all;
}

std::shared_ptr<const WorkBox> boxOf(const QString &program, const QStringList &arguments)
{
    WorkBox::Options options;
    options.program = program;
    options.arguments = arguments;
    options.keepsSpare = true;
    return std::make_shared<const WorkBox>(options);
}

} // namespace

void useBox(const QString &program, const QStringList &arguments)
{
    Use &all = use();
    const std::lock_guard guard(all.mutex);
    all.isBoxed = true;
    all.box = boxOf(program, arguments);
}

bool usesBox()
{
    Use &all = use();
    const std::lock_guard guard(all.mutex);
    return all.isBoxed;
}

std::optional<Result<QJsonObject>> inBox(
    const QString &work, QJsonObject params, const QStringList &inputs, const QStringList &outputs, WorkControl &control)
{
    auto files = boxFilesFor(inputs, outputs);
    if (!files)
        return std::nullopt;
    files->endsAtOnce = outputs.isEmpty();
    params.insert(QStringLiteral("copies"), workCopyFolder());
    std::shared_ptr<const WorkBox> box;
    {
        Use &all = use();
        const std::lock_guard guard(all.mutex);
        if (!all.box)
            all.box = boxOf({}, {});
        box = all.box;
    }
    return box->run(work, params, *files, control);
}

} // namespace tuilerie
