// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramidoptions.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::cli::PyramidOptions)
};

} // namespace

void addWorkersOption(QCommandLineParser &parser)
{
    parser.addOption({u"workers"_s, Text::tr("Threads (all cores)."), u"N"_s, u"0"_s});
}

std::optional<int> workersOf(const QCommandLineParser &options, Console &console)
{
    bool good = false;
    const int workers = options.value(u"workers"_s).toInt(&good);
    if (good && workers >= 0 && workers <= 1024)
        return workers;
    console.usage(Text::tr("--workers is a whole number from 0 to 1024, not \"%1\".").arg(options.value(u"workers"_s)));
    return std::nullopt;
}

} // namespace tuilerie::cli
