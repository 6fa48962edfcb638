-- A mail is claimed before it is sent, each attempt counts, and it is sent once a server took it for somebody.
CREATE OR REPLACE FUNCTION guard_message_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  there record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.attempts <> 0 OR NEW.claimed_at IS NOT NULL OR NEW.sent_at IS NOT NULL THEN
      PERFORM refuse(TG_NAME, 'a mail begins before any attempt');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.attempts <> OLD.attempts + (OLD.state = 'waiting' AND NEW.state = 'sending')::int THEN
    PERFORM refuse(TG_NAME, 'each claim is one attempt');
  END IF;
  SELECT count(*) AS all_of_them, count(*) FILTER (WHERE state = 'waiting') AS waiting,
    count(*) FILTER (WHERE state IN ('accepted', 'bounced')) AS taken, count(*) FILTER (WHERE state = 'perhaps') AS perhaps
    INTO there FROM mail_recipient WHERE company_id = NEW.company_id AND message_id = NEW.id;
  IF OLD.state = 'waiting' AND NEW.state = 'sending'
    AND (there.all_of_them <> NEW.number_of_recipients OR NEW.claimed_at IS NULL) THEN
    PERFORM refuse(TG_NAME, 'a mail is claimed with all of its recipients');
  END IF;
  IF NEW.sent_at IS DISTINCT FROM OLD.sent_at AND (OLD.sent_at IS NOT NULL OR there.taken = 0) THEN
    PERFORM refuse(TG_NAME, 'a mail went out once, when a server took it for somebody');
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('sent', 'failed', 'perhaps') AND (there.waiting > 0
    OR NEW.state <> CASE WHEN there.perhaps > 0 THEN 'perhaps' WHEN there.taken > 0 THEN 'sent' ELSE 'failed' END) THEN
    PERFORM refuse(TG_NAME, 'what became of a mail is what became of its recipients');
  END IF;
  IF (NEW.state = 'sent' AND NEW.sent_at IS NULL) THEN
    PERFORM refuse(TG_NAME, 'a mail that is sent says when');
  END IF;
  RETURN NEW;
END $$;

-- Recipients come with their mail, before it goes out, and no more than it says. What became of one is known only while the
-- mail is with the server, and that it came back only afterwards.
CREATE OR REPLACE FUNCTION guard_recipient() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  parent mail_message;
BEGIN
  SELECT * INTO parent FROM mail_message WHERE company_id = NEW.company_id AND id = NEW.message_id FOR SHARE;
  IF TG_OP = 'INSERT' THEN
    IF parent.id IS NULL OR parent.state <> 'waiting' OR parent.attempts > 0 OR parent.number_of_recipients <= (
        SELECT count(*) FROM mail_recipient WHERE company_id = NEW.company_id AND message_id = NEW.message_id) THEN
      PERFORM refuse(TG_NAME, 'a mail goes to whom it was made for');
    END IF;
    IF NEW.told <> '' OR NEW.settled_at IS NOT NULL THEN
      PERFORM refuse(TG_NAME, 'nothing is known of a recipient before the mail goes out');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'waiting' AND NEW.state <> 'waiting' AND parent.state IS DISTINCT FROM 'sending' THEN
    PERFORM refuse(TG_NAME, 'what became of a recipient is told while the mail is with the server');
  END IF;
  RETURN NEW;
END $$;

-- A template names what is put in and does nothing else: no brace is left once its places are taken out. Argument: the places,
-- each with its kind of mail before it.
CREATE OR REPLACE FUNCTION guard_mailtemplate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  places text := (SELECT string_agg(split_part(place, '.', 2), '|') FROM unnest(string_to_array(TG_ARGV[0], ',')) AS place
    WHERE split_part(place, '.', 1) = NEW.kind);
BEGIN
  IF places IS NOT NULL AND regexp_replace(NEW.subject || NEW.text, '\{(' || places || ')\}', '', 'g') ~ '[{}]' THEN
    PERFORM refuse(TG_NAME, 'a template names what is put in, and does nothing else');
  END IF;
  RETURN NEW;
END $$;
