"""The outside services that are no marketplace: exchange rates, mail, notifications, pictures."""
