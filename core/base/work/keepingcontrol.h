// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <QStringList>
#include <mutex>

namespace tuilerie {

/// A control that passes everything on to another, which must live longer: the base of those that change one thing.
class ForwardingControl : public WorkControl
{
public:
    explicit ForwardingControl(WorkControl &outer)
        : m_outer(outer)
    {
    }
    void progress(const Progress &progress) override { m_outer.progress(progress); }
    void log(const QString &line) override { m_outer.log(line); }
    void warning(const QString &sentence) override { m_outer.warning(sentence); }
    StopRequest shouldStop() const override { return m_outer.shouldStop(); }
    int reportIntervalMs() const override { return m_outer.reportIntervalMs(); }

protected:
    WorkControl &outer() const { return m_outer; }

private:
    WorkControl &m_outer;
};

/// Passes everything on and keeps the warnings for the work's result. The same sentence is said once. Thread-safe.
class KeepingControl final : public ForwardingControl
{
public:
    using ForwardingControl::ForwardingControl;
    void warning(const QString &sentence) override;
    QStringList warnings() const;

private:
    mutable std::mutex m_mutex;
    QStringList m_warnings;
};

} // namespace tuilerie
