// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

namespace tuilerie {

/// A publication on the command line of `tuilerie-cli publish` and `update`, both ways: the desktop shows the arguments of
/// what it publishes, the command line reads them, and both are the same publication with the same fingerprints. Every
/// option comes from the field table that it belongs to. Errors are Invalid, for people, and name the option.

/// All options that say what is published, of every kind of data. `layer` and `service` are for `publish` alone.
void addPublishOptions(QCommandLineParser &parser, bool isUpdate);
/// The request that they and the absolute paths say, but for `srs`, which is the data's. Of an update, the grid and the
/// formats are empty unless they are given (updateLayer()).
Result<PublishRequest> readPublishOptions(const QCommandLineParser &parser, const QStringList &paths, bool isUpdate);

/// The arguments of `tuilerie-cli` that publish just this request, so that either program goes on where the other one
/// stopped: "publish", paths, then every option that is not the default. `tokenFile` is what `--token-file` is given for
/// servers other than the embedded one; may be empty.
QStringList publishArguments(const PublishRequest &request, const QString &server, const QString &tokenFile);

/// One line for a POSIX shell, quoted only where it must be; the program's name is its first word.
QString shellLine(const QString &program, const QStringList &arguments);

} // namespace tuilerie
