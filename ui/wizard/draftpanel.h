// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "publish/publishdraft.h"

#include <QString>
#include <QWidget>

namespace tuilerie {

/// One page's worth of a draft: fields without any state of their own. The wizard and "Edit publication…" host the same
/// panels: load() when it is shown, save() when it is left and after changed(). UI thread.
class DraftPanel : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString id() const = 0;       ///< "data", "check"… also what a draft keeps as its page
    virtual QString title() const = 0;    ///< one word, in the list of steps
    virtual QString subtitle() const = 0; ///< one sentence that says what is decided here
    virtual void load(const PublishDraft &draft) = 0;
    virtual void save(PublishDraft &draft) const = 0;
    /// Why the user cannot go on, as a sentence that says what to do; empty when they can.
    virtual QString problem() const { return {}; }
    /// Where the keyboard goes when the panel is shown, or when there is a problem.
    virtual QWidget *firstField() const = 0;
    /// A stack would ask each of its panels for its height at every width that comes up, which takes the 100 ms of a pause
    /// that is seen; they fill what they get, and lay out their own sentences there.
    bool hasHeightForWidth() const override { return false; }

signals:
    void changed();
    /// Zoom the map to this place.
    void showPlace(const tuilerie::Extent &extent, const QString &crs);
};

} // namespace tuilerie
