// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/wholeprogress.h"

#include "publish/plan.h"

#include <QHash>
#include <algorithm>

namespace tuilerie {

namespace {

// Where the parts of a publication begin and end, as most of them spend their time.
constexpr double uploadEnd = 0.08;
constexpr double sentEnd = 0.10; // with checksums
constexpr double checkEnd = 0.15;
constexpr double processingEnd = 0.97;
// The same within one processing: preparing, working, finishing.
constexpr double stageEnd[] = {0.2, 0.9, 1};

enum Stage { Preparing, Working, Finishing };

/// Of the steps that the engines report; others work.
Stage stageOf(const QString &step)
{
    static const QHash<QString, Stage> known{{QStringLiteral("open"), Preparing}, {QStringLiteral("scan"), Preparing},
        {QStringLiteral("plan"), Preparing}, {QStringLiteral("estimate"), Preparing}, {QStringLiteral("read"), Preparing},
        {QStringLiteral("simplify"), Preparing}, {QStringLiteral("derive"), Preparing}, {QStringLiteral("write"), Finishing},
        {QStringLiteral("verify"), Finishing}};
    return known.value(step, Working);
}

} // namespace

WholeShare::WholeShare(int productions)
    : m_productions(std::max(1, productions))
{
}

WholeShare::WholeShare(const PublishRequest &request)
    : WholeShare(int(plannedData(request).size()))
{
}

WholeShare::Range WholeShare::rangeOf(const QString &step)
{
    if (step == QLatin1String("upload")) {
        // The beginning of a try: its processings follow from the first one again.
        m_production = 0;
        m_stage = Preparing;
        return {0, uploadEnd};
    }
    if (step == QLatin1String("checksum"))
        return {uploadEnd, sentEnd};
    if (step == QLatin1String("check"))
        return {sentEnd, checkEnd};
    if (step == QLatin1String("publish"))
        return {processingEnd, 1};
    // An execution that has not said anything yet.
    const Stage stage = step == QLatin1String("processing") ? Preparing : stageOf(step);
    // Back to an earlier stage is the next processing, as far as another one is due.
    if (stage < m_stage && m_production + 1 < m_productions)
        ++m_production;
    m_stage = stage;
    const double each = (processingEnd - checkEnd) / m_productions;
    const double begin = checkEnd + each * m_production;
    const Range whole{begin + each * (stage == Preparing ? 0 : stageEnd[stage - 1]), begin + each * stageEnd[stage]};
    if (step == QLatin1String("processing"))
        return {whole.from, whole.from};
    // Several steps of one stage: each takes half of what is left of it, however many may come; the same one again has the
    // range that it had.
    const QString key = step + QString::number(m_production);
    const auto known = m_ranges.constFind(key);
    if (known != m_ranges.constEnd())
        return *known;
    const double from = std::clamp(m_share, whole.from, whole.to);
    return *m_ranges.insert(key, {from, stage == Preparing ? (from + whole.to) / 2 : whole.to});
}

double WholeShare::take(const Progress &report)
{
    if (report.step != m_step) {
        m_range = rangeOf(report.step);
        m_step = report.step;
    }
    const double done = report.total > 0 ? std::clamp(double(report.done) / double(report.total), 0.0, 1.0) : 0.0;
    m_share = std::max(m_share, m_range.from + (m_range.to - m_range.from) * done);
    return m_share;
}

} // namespace tuilerie
