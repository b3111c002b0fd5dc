// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/publicationstore.h"

#include <memory>

class QLockFile;

namespace tuilerie {

/// The lead of one publication: only one program at a time carries it through, so that nothing is sent or made twice. Held
/// by a lock beside the publication's file; that of a process that has died is free. Given up when the last pointer goes, on
/// any thread: a work under way keeps one, so that the next program begins when this one has really ended.
class PublicationLead
{
public:
    ~PublicationLead();
    /// At once; null when another program has it.
    static std::shared_ptr<PublicationLead> take(const QString &file);
    /// Waits for the other program; Cancelled when `control` says so meanwhile, Busy after a minute.
    static Result<std::shared_ptr<PublicationLead>> await(const QString &file, WorkControl &control);
    /// Asks a tuilerie-cli that leads it to leave it as it is and end; it does within moments, and again makes sure of it.
    /// False when no such program leads it: then it is not ours to take.
    static bool askBack(const QString &file);

private:
    explicit PublicationLead(std::unique_ptr<QLockFile> lock);
    std::unique_ptr<QLockFile> m_lock;
};

/// Hands a publication over to `tuilerie-cli`, which carries it through without this program: by its file alone, which holds
/// the whole request and its identity, so that the other side goes on instead of starting again. Gives the process's id.
/// NotFound when the command line is not installed. Any thread.
Result<qint64> handOver(const QString &file, const QString &dataFolder);
/// `tuilerie-cli` beside this program or in PATH; empty when there is none.
QString commandLineProgram();

/// The other side of it: goes on with the publication of a file by publish(), and keeps in the file what becomes of it. A
/// stop of the client's control leaves it running there, for whoever comes next. What has ended is not begun again. The lead
/// is the caller's. Blocks.
Result<PublicationResult> goOn(EntrepotClient &client, const QString &file);

} // namespace tuilerie
