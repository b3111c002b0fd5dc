// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QJsonObject>
#include <QStringList>
#include <memory>

namespace tuilerie {

class ChildProcess;

/// What a boxed work may see besides the system's own files.
struct BoxFiles
{
    QStringList inputs;      ///< files and folders of the delivery; of a file its folder too, for what lies beside it
    QStringList folders;     ///< it may write below these, which are there
    bool endsAtOnce = false; ///< when it is cancelled: it leaves nothing that it would take away itself
};

/// Runs works on other people's files in processes of their own (`tuilerie-worker`), so that a file that brings a library
/// down, hangs it or lets it take all memory costs one work and nobody else. The process sees its inputs and its folders
/// and nothing else, and opens no socket to another machine, as far as the kernel can see to that (confinement.h).
/// Thread-safe; each call blocks until its work is done.
class WorkBox
{
public:
    struct Options
    {
        QString program;          ///< tuilerie-worker; empty = beside this program
        QStringList arguments;    ///< for it
        bool keepsOutput = false; ///< it writes where this program writes
        int memoryMiB = 0;        ///< of one work; 0 = what the machine has when the work begins
        int silentSeconds = 1800; ///< without a word or a tenth of a second of CPU time: then it hangs
        bool keepsSpare = false;  ///< after a work the next one's process is started and waits: loading takes 50 ms
    };
    explicit WorkBox(Options options);

    /// Runs the work that is called `work`, with what it reports going to `control` and what `control` wants going to it.
    /// Its own errors come back as they are. Corrupt with a sentence that names the files it had open when the process broke
    /// down, took too much memory or hung. Paused and Cancelled at the latest 5 s after they are asked for, a tenth of a
    /// second where the work ends at once. Unsupported
    /// where the program is not there.
    Result<QJsonObject> run(
        const QString &work, const QJsonObject &params, const BoxFiles &files, WorkControl &control) const;

    /// Of an error of run(): the process broke down, took too much memory or hung, which another try may not.
    static bool isBreakdown(const Error &error);

    /// How this machine's kernel keeps the boxes shut: {landlock: 0 or its ABI, seccomp: bool}.
    static QJsonObject confinement();

private:
    class Spare;
    Result<ChildProcess> child() const;

    Options m_options;
    std::shared_ptr<Spare> m_spare; // null when none is kept
};

} // namespace tuilerie
