// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QHash>
#include <QString>

namespace tuilerie {

struct PublishRequest;

/// How far a publication is as a whole: one share from 0 to 1 over upload, checks, processings and offering, which never
/// goes back. Each report of a step moves it within the range of that step: what comes often and takes long has a wide one.
/// A step that begins anew (a second try, files sent that could not be referred to) waits where the share is: who shows a
/// publication keeps one for it over all tries. Plain value; not thread-safe.
class WholeShare
{
public:
    /// `productions`: how many processings follow one another.
    explicit WholeShare(int productions = 1);
    explicit WholeShare(const PublishRequest &request);
    /// Takes the report into account; the share now.
    double take(const Progress &report);
    double share() const { return m_share; }

private:
    struct Range
    {
        double from = 0, to = 1;
    };
    Range rangeOf(const QString &step);

    int m_productions;
    int m_production = 0; ///< the one under way
    int m_stage = 0;      ///< of it: preparing, working, finishing
    QString m_step;
    Range m_range;
    QHash<QString, Range> m_ranges; ///< by step and production
    double m_share = 0;
};

} // namespace tuilerie
