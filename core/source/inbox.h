// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace tuilerie {

// How programs with people in front of them (the command line, the window) have files of others opened: in processes of
// their own (core/box), so that none ends the program. Rooms offer their works under names of their own: checkPathsInBox(),
// lookAtDataInBox() … Any thread; they block.

/// Says that this program is one of these, before threads begin: zips and SQL dumps are opened in the box from then on,
/// whoever asks for them. `program` and its arguments in the place of tuilerie-worker.
void useBox(const QString &program = {}, const QStringList &arguments = {});
/// False in a worker, which is the box, and in the server, whose jobs have boxes of their own.
bool usesBox();

/// Runs a work of tuilerie-worker (app/worker) with what it has to see for the inputs and outputs, and with the copies of
/// zips and SQL dumps that this program has (workcopy.h). One without outputs ends at once when it is cancelled. Nothing
/// where one of them is on a server, which a box does not reach: the caller does it here, on the user's own word. Errors as
/// WorkBox::run(): those of the work, Corrupt with a sentence that names the file where it broke down, Cancelled.
std::optional<Result<QJsonObject>> inBox(
    const QString &work, QJsonObject params, const QStringList &inputs, const QStringList &outputs, WorkControl &control);

} // namespace tuilerie
