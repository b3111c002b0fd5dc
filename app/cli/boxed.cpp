// SPDX-License-Identifier: GPL-3.0-or-later
#include "boxed.h"

#include "base/filename.h"
#include "box/boxedside.h"
#include "box/boxfiles.h"
#include "commands.h"
#include "language/language.h"
#include "model/json.h"
#include "pyramid/pyramidplaces.h"
#include "source/inbox.h"
#include "source/outside.h"
#include "source/workcopy.h"
#include "worker/works.h"

#include <QCoreApplication>

#include <csignal>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String boxedWord("--boxed");

} // namespace

void useOwnBox()
{
    useBox(QCoreApplication::applicationFilePath(), {boxedWord});
}

std::optional<BoxFiles> boxFilesOf(const QCommandLineParser &options, const QStringList &inputs, const QStringList &outputs)
{
    QStringList all = inputs;
    for (const QString &name : options.optionNames())
        for (const QString &value : options.values(name))
            if (isFile(value))
                all << value;
    return boxFilesFor(all, outputs);
}

std::optional<BoxFiles> boxFilesOfPyramid(
    const QCommandLineParser &options, const QStringList &pyramids, const QStringList &outputs)
{
    QStringList places;
    for (const QString &pyramid : pyramids) {
        const auto own = pyramidPlaces(pyramid);
        if (!own)
            return std::nullopt;
        places << *own;
    }
    return boxFilesOf(options, places, outputs);
}

ExitCode runInBox(const QStringList &words, const BoxFiles &files, Console &console)
{
    WorkBox::Options options;
    options.program = QCoreApplication::applicationFilePath();
    options.arguments = QStringList{boxedWord};
    options.keepsOutput = true;
    const auto ended = WorkBox(options).run(u"command"_s, {{u"words"_s, QJsonArray::fromStringList(words)}}, files, console);
    return ended ? ExitCode((*ended)[u"exit"_s].toInt()) : console.error(ended.error());
}

std::optional<int> serveRunInBox(const QStringList &arguments)
{
    if (arguments.value(0) != boxedWord || !isBoxed())
        return std::nullopt;
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTTOU, SIG_IGN); // the terminal is lent by the program in the foreground
    const BoxedWork command = [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
        QStringList words = modeljson::texts(params[u"words"_s]);
        const QString verb = words.takeFirst();
        Console console;
        console.outside = &control;
        for (const auto &one : allCommands()) {
            if (one->name() != verb)
                continue;
            const int code = one->execute(words, console);
            if (code != Interrupted) // which goes on with what it unpacked
                removeWorkCopies();
            return QJsonObject{{u"exit"_s, code}};
        }
        return fail(ErrorCode::Internal, verb);
    };
    std::map<QString, BoxedWork> works = boxedWorks(); // which publish and update ask for
    works.emplace(u"command"_s, command);
    return serveBox(works, [](const QString &language, const QStringList &inputs) {
        Language::apply(language);
        setDelivery(inputs);
    });
}

} // namespace tuilerie::cli
